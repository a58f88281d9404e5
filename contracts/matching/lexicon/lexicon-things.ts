/** Things of tasks: objects and places. One line a concept, as in `lexicon-verbs.ts`. */

/** The things; see `lexicon.ts` for how lines are read. */
export const THINGS = `
container : container, vessel, canister, receptacle, holder : 容器, 器皿
tableware : tableware, dish, crockery, dishware, dirty dishes, place setting : 餐具, 碗碟, 碗筷, 碗盘
cup < tableware : cup, mug, teacup, coffee cup, coffee mug, tumbler, paper cup, espresso cup, beaker cup : 杯, 杯子, 茶杯, 水杯, 咖啡杯, 马克杯, 纸杯, 塑料杯
glass < tableware : glass, wine glass, goblet, drinking glass : 玻璃杯, 酒杯, 高脚杯
bowl < tableware : bowl, salad bowl, soup bowl, ramekin : 碗, 饭碗, 汤碗, 大碗, 沙拉碗
plate < tableware : plate, saucer, platter, dinner plate : 盘, 盘子, 碟, 碟子, 餐盘, 菜盘
utensil < tableware : utensil, cutlery, silverware, flatware, tong : 刀叉, 餐叉勺, 汤勺
spoon < utensil : spoon, teaspoon, tablespoon : 勺, 勺子, 汤匙, 调羹, 匙
fork < utensil : fork : 叉, 叉子, 餐叉
knife < utensil : knife, blade, cutter, box cutter, penknife : 刀, 刀子, 小刀, 菜刀, 水果刀, 美工刀, 刀具
bottle < container : bottle, flask bottle, water bottle, thermos, flagon, shampoo bottle, spray bottle : 瓶, 瓶子, 水瓶, 药瓶, 保温杯, 保温瓶, 矿泉水瓶, 喷壶, 奶瓶
can < container : can, tin, soda can, coke can, cola, coke, soda, beer can : 罐, 罐子, 易拉罐, 可乐, 可乐罐, 罐头, 汽水罐, 汽水
jar < container : jar, pot lid jar, jam jar, cookie jar : 广口瓶, 坛子, 玻璃罐, 果酱瓶
box < container : box, carton, crate, parcel, cardboard box, package, case, cardboard, packet, shipping box, tub, mailer, blister pack, pack, piggy bank, organizer : 盒, 盒子, 箱, 箱子, 纸箱, 包裹, 快递, 纸盒, 货箱, 快递盒, 箱体, 货物, 木箱, 周转盒, 包装盒, 整箱, 存钱罐
basket < container : basket, hamper, laundry basket, shopping basket : 篮, 篮子, 筐, 筐子, 购物篮, 洗衣篮
bin < container : bin, tote, storage bin, bucket, pail, barrel, bin box, container bin : 桶, 料箱, 周转箱, 水桶, 收纳箱, 料框, 货框
trash < container : trash, trash can, garbage, rubbish, waste bin, trash bin, dustbin, waste, litter, garbage can, recycling bin, trash bag, recyclable, garbage bag, wastebasket, wastepaper basket, crumb, recycling, debris, scrap, peelings, leftover scraps : 垃圾桶, 垃圾, 垃圾箱, 废纸篓, 垃圾袋, 回收桶, 可回收物, 厨余, 碎屑, 残渣, 杂物
bag < container : bag, pouch, sack, plastic bag, shopping bag : 袋, 袋子, 塑料袋, 包, 购物袋, 手提袋
tray < container : tray, baking tray, serving tray : 托盘, 料盘, 盘架, 烤盘, 餐托
cookware : cookware, kitchenware, waffle maker, crockpot : 厨具, 炊具
kettle < cookware : kettle, teapot, coffee pot, jug, pitcher, carafe : 水壶, 茶壶, 壶, 热水壶, 咖啡壶, 电水壶
pot < cookware : pot, saucepan, stockpot, wok : 锅, 汤锅, 炒锅, 砂锅, 锅子
pan < cookware : pan, skillet, frying pan, griddle : 平底锅, 煎锅
lid : lid, cap, cover, bottle cap, stopper, cork, pot lid : 盖, 盖子, 瓶盖, 锅盖, 塞子, 杯盖
food : food, snack, meal, groceries, ingredient, dish of food, breakfast, lunch, dinner, pudding, dessert, walnut, dressing, salad dressing, pine nut, tahini, hummus, granola : 食物, 食品, 零食, 食材, 早餐, 午餐, 饭菜, 菜, 布丁, 甜点, 核桃, 坚果
fruit < food : fruit : 水果
apple < fruit : apple : 苹果
banana < fruit : banana : 香蕉
orange < fruit : orange fruit, tangerine, oranges, clementine, mandarin : 橙子, 橘子, 桔子, 柑橘
strawberry < fruit : strawberry, berry : 草莓
peach < fruit : peach : 桃子, 桃
vegetable < food : vegetable, lentil, chickpea : 蔬菜, 青菜
carrot < vegetable : carrot : 胡萝卜
tomato < vegetable : tomato : 番茄, 西红柿
potato < vegetable : potato : 土豆, 马铃薯
cucumber < vegetable : cucumber : 黄瓜
bread < food : bread, toast slice, bun, loaf, toast, slice of toast : 面包, 吐司
cake < food : cake, pancake, cupcake, waffle, pastry : 蛋糕, 煎饼, 饼, 松饼
dough < food : dough, flour, batter : 面团, 面粉, 面糊
egg < food : egg : 鸡蛋, 蛋, 鸭蛋
meat < food : meat, ham, seafood : 肉, 火腿, 海鲜
noodle < food : noodle, pasta, spaghetti : 面条, 意面
cheese < food : cheese, frosting, mozzarella, cheddar, parmesan : 奶酪, 芝士
seasoning < food : spice, seasoning, condiment, herb, thyme, basil, parsley, oregano, cumin, cinnamon, paprika, chili powder, coriander : 调料, 香料, 香菜, 孜然, 肉桂, 香草
liquid : liquid, drink, beverage, fluid, gasoline, fuel : 液体, 饮料, 饮品, 汽油, 燃油
water < liquid : water, hot water : 水, 热水, 开水, 清水, 矿泉水
milk < liquid : milk, soy milk, soya milk, oat milk : 牛奶, 奶, 豆浆
juice < liquid : juice, lemonade, orange juice, smoothie : 果汁, 橙汁, 苹果汁, 柠檬水
tea < liquid : tea : 茶, 奶茶, 茶水
wine < liquid : wine, alcohol, liquor : 酒, 红酒, 葡萄酒
oil < liquid : oil, olive oil : 油, 食用油, 机油
soup < liquid : soup, broth, stew, porridge : 汤, 粥, 羹
textile : textile, linen : 织物, 布料
cloth < textile : cloth, rag, fabric, napkin, tablecloth, handkerchief, dishcloth, wipe cloth : 布, 抹布, 餐巾, 桌布, 手帕, 布片, 面料
tissue < textile : tissue, paper towel, toilet paper, tissue paper : 纸巾, 卫生纸, 厨房纸, 餐巾纸, 面巾纸
towel < textile : towel, bath towel, hand towel : 毛巾, 浴巾, 擦手巾
bedding < textile : blanket, quilt, duvet, comforter, sleeping bag : 被子, 毯子, 毛毯, 被褥
curtain < textile : curtain, blind, drape, shade : 窗帘, 百叶窗, 帘子
garment < textile : garment, clothes, clothing, laundry, outfit, apparel, cloths : 衣服, 衣物, 服装, 衣裳
shirt < garment : shirt, tshirt, t-shirt, blouse, dress shirt, polo, hoodie, tank top, vest, tee : 衬衫, 短袖, 上衣, t恤, 卫衣, 背心, 衬衣, t恤衫
trousers < garment : pant, trousers, shorts, jeans, slacks, leggings, trouser : 裤子, 短裤, 牛仔裤, 长裤
coat < garment : jacket, coat, suit, raincoat, blazer, overcoat, down jacket : 外套, 夹克, 大衣, 西装, 雨衣, 羽绒服
skirt < garment : skirt, dress, gown, robe : 裙子, 连衣裙, 长裙, 浴袍
sock < garment : sock, tie : 袜子
shoe < garment : shoe, slipper, boot, sneaker, sandal, footwear : 鞋, 鞋子, 拖鞋, 靴子, 运动鞋, 凉鞋
shoelace : shoelace, shoestring, shoe lace : 鞋带
zipper : zipper, zip fastener, buttonhole, collar, sleeve, pocket, hem : 拉链, 纽扣, 扣子, 衣领, 袖子, 口袋, 衣袖
glasses < accessory : glasses, eyeglasses, sunglasses, goggles, spectacles : 眼镜, 墨镜, 护目镜, 太阳镜
umbrella : umbrella : 雨伞, 伞
hanger : hanger, hook, coat hanger, clothes hanger, coat hook, peg board, clothesline : 衣架, 挂钩, 钩子, 挂衣架, 晾衣绳, 晾衣架
sponge < cleaning-tool : sponge, scrubber, scouring pad : 海绵, 百洁布, 钢丝球
brush < cleaning-tool : brush : 刷子, 毛刷
cleaning-tool : duster, cleaner, sanitizer, hand sanitizer : 鸡毛掸, 清洁剂, 消毒液
block < toy : block, cube, brick, lego, cuboid, building block, wooden block, rubiks cube, dice : 积木, 方块, 木块, 立方体, 砖, 乐高, 魔方, 骰子, 砖块
ball < toy : ball, sphere, baoding ball : 球, 小球, 健身球, 皮球
toy : toy, plush, tiger, teddy, teddy bear, stuffed animal, board game, star, cone : 玩具, 毛绒, 毛绒玩具, 公仔, 小熊
card : card, credit card, id card, badge, business card, playing card : 卡片, 信用卡, 卡, 名片, 工牌, 扑克牌
book < stationery : book, notebook, textbook, dictionary : 书, 书本, 笔记本, 本子, 词典, 书籍
paper < stationery : paper, sheet of paper, folder, a4 paper : 纸, 纸张, 文件夹
pen < stationery : pen, pencil, marker, crayon, chalk, stylus, highlighter, ballpoint : 笔, 铅笔, 钢笔, 马克笔, 粉笔, 蜡笔, 圆珠笔, 记号笔
stationery : stationery : 文具
tape < stationery : tape, adhesive tape, glue stick, duct tape, packing tape : 胶带, 透明胶, 封箱胶, 双面胶
scissors < tool : scissors, scissor, shears : 剪刀, 剪子
label-tag : label, tag, price tag, barcode, qr code, shipping label, sign tag : 标签, 价签, 条形码, 条码, 二维码, 吊牌, 价格标签, 面单
tool : tool : 工具
screwdriver < tool : screwdriver : 螺丝刀, 起子, 电批
screw-part < part : screws, screw, bolt, nut, screw bolt, fastener : 螺丝, 螺母, 螺栓, 螺钉, 螺帽
gear < part : gear, cog, gearbox, sprocket : 齿轮, 变速箱
part < industrial : part, component, workpiece, piece, metal part, item, product, object, goods, material, standoff, bushing : 零件, 部件, 工件, 物料, 配件, 物品, 产品, 商品, 东西, 物体, 材料
peg-part < part : peg, pin, dowel, rod, stick, cylinder, plug pin, stake : 销, 销钉, 销子, 轴销, 插销, 棒, 木棒, 圆柱, 棍子, 杆
hole : hole, bore, slot, slot hole, opening, groove, socket hole, gap, cavity, aperture : 孔, 洞, 槽, 插槽, 孔位, 缝, 圆孔, 孔洞, 凹槽, 轴孔
connector < part : connector, plug, usb, hdmi, charger, adapter, power adapter, terminal : 连接器, 插头, 充电器, 适配器, 充电头, 电源适配器, 端子, 插针
rope : rope, string, belt rope, tube hose : 绳子, 绳, 麻绳
socket : socket, outlet, port, power strip, usb port, power outlet, test socket, wall socket, dimm slot, connector port : 插座, 接口, 端口, 插孔, 插排, 插口, usb口, 测试座, 电源插座, 电插座
board < part : board, circuit board, pcb, motherboard, mainboard : 电路板, 主板, 线路板
battery < part : battery, battery pack, cell battery : 电池, 电池包
bulb : light bulb, bulb : 灯泡
phone < device : phone, smartphone, cellphone, tablet, mobile phone, ipad : 手机, 平板, 电话, 平板电脑
device : device, machine, electronic device, gadget, thermostat, dashboard, timer, kitchen timer : 设备, 机器, 电子设备, 计时器
key : key, car key : 钥匙
lock : lock, padlock, latch : 锁, 门锁, 锁头, 挂锁
door < furniture-part : door, gate, front door : 门, 大门, 房门
drawer < furniture-part : drawer : 抽屉
furniture-part : handle : 把手, 拉手, 手柄把
window < furniture-part : window, windowpane, glass window : 窗, 窗户, 玻璃窗, 窗子
mirror < furniture-part : mirror : 镜子, 镜面
valve : valve, tap water : 阀门, 阀
button : button, switch, light switch, push button, keypad, elevator button, emergency stop button, emergency stop, e-stop, emergency button, touch button, stop button, start button : 按钮, 开关, 按键, 电梯按钮, 急停按钮, 急停
shelf < furniture : shelf, shelves, rack, bookshelf, shelving, bookcase, shoe rack, dish rack, tube rack, wine rack, store shelf, umbrella stand, stand rack, display shelf, supermarket shelf, drying rack, plate rack, storage rack : 架, 架子, 货架, 书架, 搁板, 层架, 鞋架, 碗架, 试管架, 置物架, 隔板, 伞架, 货柜, 晾碗架
table < furniture : table, desk, tabletop, counter, countertop, workbench, bench, coffee table, dining table, desktop, nightstand : 桌, 桌子, 桌面, 台面, 书桌, 餐桌, 工作台, 茶几, 操作台, 办公桌, 床头柜, 桌上
cabinet < furniture : cabinet, cupboard, closet, wardrobe, locker, dresser, pantry, sideboard : 柜, 柜子, 橱柜, 衣柜, 储物柜, 碗柜, 壁橱, 文件柜
chair < furniture : chair, stool, armchair, seat : 椅, 椅子, 凳子, 座位, 板凳
bed < furniture : bed, bunk, bedside : 床, 床铺, 床头
furniture : furniture : 家具
sink < fixture : sink, washbasin, basin : 水槽, 洗手池, 洗碗池, 水池, 洗脸盆, 盆
fixture : urinal : 淋浴间
stove < appliance : stove, burner, cooktop, hob, gas stove, stovetop, cooker : 灶, 炉灶, 灶台, 炉子, 煤气灶, 电磁炉, 炉
fridge < appliance : fridge, refrigerator, freezer : 冰箱, 冰柜, 冷柜
microwave < appliance : microwave, microwave oven : 微波炉
washer-appliance < appliance : laundry machine : 洗涤机
lamp < appliance : lamp, light, desk lamp, lantern, bedside lamp, ceiling light : 灯, 台灯, 电灯, 吊灯, 灯光, 床头灯
appliance : appliance : 家电, 电器
industrial : station, production line, dock : 工位, 产线, 码头
conveyor < industrial : conveyor, conveyor belt, belt, assembly line : 传送带, 流水线, 输送带, 传送线, 输送线
pallet < industrial : pallet, skid : 栈板, 卡板, 货盘, 托板
cart : cart, trolley, hand truck : 推车, 小车, 手推车, 平板车, 拖车
vehicle : vehicle : 车, 车辆
floor < surface : floor, ground, floorboard, terrain, path, road : 地面, 地板, 地上, 地, 路面, 道路, 路, 地形
surface : surface, mat, board surface, cutting board, chopping board, place mat, platform : 表面, 垫子, 案板, 砧板, 切菜板, 餐垫, 平台
wall < surface : wall : 墙, 墙壁, 墙面
stairs : stair, stairs, step stairs, slope, ramp, staircase, stairway, steps, ladder : 楼梯, 台阶, 坡, 梯子, 阶梯, 斜坡
obstacle : obstacle, barrier, hurdle, fence : 障碍, 障碍物, 栏杆, 围栏
elevator : elevator, lift elevator, escalator : 电梯, 扶梯
plant : plant, houseplant, pot plant, potted plant, bush : 植物, 盆栽, 绿植
kitchen < room : kitchen : 厨房
bathroom < room : bathroom, restroom, washroom : 浴室, 卫生间, 洗手间, 厕所
room : room, lobby, house, home : 房间, 大厅, 家, 屋子, 楼上, 楼下
checkout : checkout, cash register, cashier, till, checkout counter : 收银台, 收款机, 收银机, 柜台
labware : labware, glassware, lab bottle : 实验器皿, 玻璃器皿
flask < labware : flask, erlenmeyer flask, erlenmeyer, burette : 烧瓶, 锥形瓶, 滴定管
dish-lab < labware : petri dish, well plate, microplate, agar plate, agar, plate reader, slide, microscope slide, 96-well plate, culture dish, microtiter plate, well : 培养皿, 孔板, 微孔板, 载玻片, 培养基, 96孔板
pipette < labware : pipette, pipette tip, dropper, micropipette, pipettor : 移液器, 移液枪, 滴管, 枪头, 移液管
lab-device : thermocycler, spectrometer, analyzer, lab equipment : 仪器, 光谱仪, 分析仪
chemical : solution, buffer, acid, solvent, chemical, dye, pesticide, herbicide, thermal paste, paste : 溶液, 缓冲液, 酸, 染料, 农药, 导热膏
medicine : medicine, pill, tablet pill, capsule, drug, medication, vitamin, tablets, insulin, vaccine : 药, 药片, 药品, 胶囊, 药丸, 药物, 疫苗, 胰岛素
person : person, human, user, people, man, woman, someone, pedestrian, colleague : 人, 用户, 行人, 同事, 别人
animal : animal, pet : 动物, 宠物
body-hand : palm, finger, fingertip, fingers, hands, hand : 手掌, 手指, 手心, 指尖, 掌心, 手里, 手中, 指间, 手
body-part : body part : 身体部位
instrument : musical instrument, instrument : 乐器
knot : knot, bow, bow knot : 结, 绳结, 蝴蝶结
sports-thing : sports equipment, badminton, ping pong, tennis, yoga mat : 运动器材, 羽毛球, 瑜伽垫
accessory : accessory : 饰品
`;

/** Words that say how a task is to be done. */
export const CONSTRAINTS = `
gentle : gently, gentle, carefully, careful, slowly, soft, softly, delicately, slow : 轻, 轻轻, 小心, 小心地, 慢慢, 缓慢, 轻柔, 温柔, 小心翼翼
fast : fast, quickly, quick, rapidly, swiftly : 快, 快速, 迅速, 尽快, 快点
precise : precisely, precise, accurately, exactly, aligned, accurate, exact, tightly : 精确, 精准, 准确, 紧密
contact : contact-rich, contact rich, force-controlled, force controlled, with force control, under force control, compliantly : 力控, 恒力, 柔顺, 接触丰富, 接触密集
upright : upright, vertical, vertically, without spilling, horizontally, horizontal : 竖直, 直立, 不洒, 平稳, 水平, 竖着
two-hands : both hands, two hands, bimanual, bimanually, two arms, both arms, two-handed, dual-arm, dual arm, with both hands, with two hands, with two arms : 双手, 双臂, 两只手, 两手, 双臂协作
left-side : left, leftmost : 左, 左边, 左侧, 左手边
right-side : right, rightmost : 右, 右边, 右侧, 右手边
left-hand : left hand, left arm, left-hand, left gripper : 左手, 左臂
right-hand : right hand, right arm, right-hand, right gripper : 右手, 右臂
heavy : heavy : 重, 沉重, 沉
fragile : fragile, delicate : 易碎, 脆弱
transparent : transparent, clear plastic : 透明
high : high, top, top shelf, upper, overhead, topmost : 高, 高处, 上层, 顶层, 头顶, 最上层
low : low, bottom, lower shelf, bottommost : 低, 低处, 下层, 底层, 最下层
forward : forward, forwards, ahead, straight ahead : 向前, 往前, 朝前
clockwise : clockwise : 顺时针, 顺时针方向
counterclockwise : counterclockwise, anticlockwise, counter-clockwise, anti-clockwise : 逆时针, 逆时针方向
upward : upstairs, upward, upwards, uphill : 向上, 往上, 朝上, 上坡路
downward : downstairs, downward, downwards, downhill : 向下, 往下, 朝下, 下坡路
sideways : sideways, sideway, laterally : 横向, 侧向
backward : backward, backwards : 向后, 往后, 倒退
all : all, every, everything, all of : 所有, 全部, 一切
`;
