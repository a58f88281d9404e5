/** Things of tasks: objects and places. One line a concept, as in `lexicon-verbs.ts`. */

/** The things; see `lexicon.ts` for how lines are read. */
export const THINGS = `
container : container, vessel, canister, receptacle : 容器, 器皿
tableware : tableware, dish, crockery, dishware, dirty dishes : 餐具, 碗碟, 碗筷, 碗盘
cup < tableware : cup, mug, teacup, coffee cup, coffee mug, tumbler, paper cup, espresso cup, beaker cup : 杯, 杯子, 茶杯, 水杯, 咖啡杯, 马克杯, 纸杯, 塑料杯
glass < tableware : glass, wine glass, goblet, drinking glass : 玻璃杯, 酒杯, 高脚杯
bowl < tableware : bowl, salad bowl, soup bowl : 碗, 饭碗, 汤碗, 大碗, 沙拉碗
plate < tableware : plate, saucer, platter, dinner plate : 盘, 盘子, 碟, 碟子, 餐盘, 菜盘
utensil < tableware : utensil, cutlery, chopstick, silverware, flatware, ladle, spatula, tongs, whisk, strainer : 筷子, 刀叉, 餐叉勺, 锅铲, 铲子, 漏勺, 夹子, 打蛋器, 汤勺
spoon < utensil : spoon, teaspoon, tablespoon : 勺, 勺子, 汤匙, 调羹, 匙
fork < utensil : fork : 叉, 叉子, 餐叉
knife < utensil : knife, blade, cutter, box cutter : 刀, 刀子, 小刀, 菜刀, 水果刀, 美工刀
bottle < container : bottle, flask bottle, water bottle, thermos, flagon, shampoo bottle, spray bottle : 瓶, 瓶子, 水瓶, 药瓶, 保温杯, 保温瓶, 矿泉水瓶, 喷壶, 奶瓶
can < container : can, tin, soda can, coke can, cola, coke, soda, beer can : 罐, 罐子, 易拉罐, 可乐, 可乐罐, 罐头, 汽水罐, 汽水
jar < container : jar, pot lid jar, jam jar, cookie jar : 广口瓶, 坛子, 玻璃罐, 果酱瓶
box < container : box, carton, crate, parcel, cardboard box, package, case, cardboard, packet, shipping box, tub : 盒, 盒子, 箱, 箱子, 纸箱, 包裹, 快递, 纸盒, 货箱, 快递盒, 箱体, 货物, 木箱, 周转盒
basket < container : basket, hamper, laundry basket, shopping basket : 篮, 篮子, 筐, 筐子, 购物篮, 洗衣篮
bin < container : bin, tote, storage bin, bucket, pail, barrel, bin box, container bin : 桶, 料箱, 周转箱, 水桶, 收纳箱, 料框, 货框
trash < container : trash, trash can, garbage, rubbish, waste bin, trash bin, dustbin, waste, litter, garbage can, recycling bin : 垃圾桶, 垃圾, 垃圾箱, 废纸篓, 垃圾袋, 回收桶
bag < container : bag, pouch, sack, plastic bag, shopping bag, backpack, handbag, suitcase, luggage : 袋, 袋子, 塑料袋, 包, 背包, 购物袋, 书包, 手提包, 行李, 行李箱, 手提袋
tray < container : tray, baking tray, serving tray : 托盘, 料盘, 盘架, 烤盘, 餐托
cookware : cookware, kitchenware : 厨具, 炊具
kettle < cookware : kettle, teapot, coffee pot, jug, pitcher, carafe : 水壶, 茶壶, 壶, 热水壶, 咖啡壶, 电水壶
pot < cookware : pot, saucepan, stockpot, wok, rice cooker, pressure cooker : 锅, 汤锅, 炒锅, 砂锅, 电饭煲, 锅子
pan < cookware : pan, skillet, frying pan, griddle : 平底锅, 煎锅
lid : lid, cap, cover, bottle cap, stopper, cork, pot lid : 盖, 盖子, 瓶盖, 锅盖, 塞子, 杯盖
food : food, snack, meal, groceries, ingredient, dish of food, breakfast, lunch, dinner, chips, candy, chocolate, cookie, biscuit : 食物, 食品, 零食, 食材, 早餐, 午餐, 薯片, 糖果, 巧克力, 饼干, 饭菜, 菜
fruit < food : fruit, watermelon, pineapple, melon, kiwi, avocado : 水果, 西瓜, 菠萝, 猕猴桃, 牛油果
apple < fruit : apple : 苹果
banana < fruit : banana : 香蕉
orange < fruit : orange fruit, tangerine, lemon, oranges, lime, grapefruit : 橙子, 橘子, 柠檬, 柚子
strawberry < fruit : strawberry, grape, berry, blueberry, cherry : 草莓, 葡萄, 蓝莓, 樱桃
peach < fruit : peach, pear, mango, plum, apricot : 桃子, 梨, 芒果, 桃, 李子
vegetable < food : vegetable, pepper, onion, cabbage, lettuce, broccoli, mushroom, garlic, bean, pumpkin, spinach, celery, ginger : 蔬菜, 青椒, 辣椒, 洋葱, 白菜, 生菜, 西兰花, 蘑菇, 大蒜, 豆子, 南瓜, 菠菜, 葱, 姜, 青菜
carrot < vegetable : carrot, radish : 胡萝卜, 萝卜
tomato < vegetable : tomato : 番茄, 西红柿
potato < vegetable : potato, sweet potato, yam : 土豆, 马铃薯, 红薯
cucumber < vegetable : cucumber, eggplant, corn, zucchini : 黄瓜, 茄子, 玉米
bread < food : bread, toast slice, sandwich, bun, bagel, loaf, croissant, burger, hotdog, hot dog : 面包, 吐司, 三明治, 馒头, 包子, 汉堡, 热狗
cake < food : cake, pancake, pizza, pie, cupcake, waffle, pastry, tart : 蛋糕, 煎饼, 披萨, 饼, 馅饼, 松饼
dough < food : dough, flour, batter : 面团, 面粉, 面糊
egg < food : egg : 鸡蛋, 蛋, 鸭蛋
meat < food : meat, steak, sausage, chicken, fish, bacon, ham, beef, pork, shrimp : 肉, 牛排, 香肠, 鸡肉, 鱼, 培根, 火腿, 牛肉, 猪肉, 虾
noodle < food : noodle, rice, pasta, spaghetti, cereal, oatmeal, dumpling : 面条, 米饭, 米, 意面, 麦片, 饺子, 饭
cheese < food : cheese, butter, cream, yogurt, jam, sauce, ketchup, mustard, frosting : 奶酪, 黄油, 奶油, 酸奶, 果酱, 酱, 番茄酱, 酱汁
seasoning < food : salt, sugar, spice, seasoning, pepper powder : 盐, 糖, 调料, 香料, 胡椒粉, 酱油, 醋
liquid : liquid, drink, beverage, fluid : 液体, 饮料, 饮品
water < liquid : water, hot water : 水, 热水, 开水, 清水, 矿泉水
milk < liquid : milk : 牛奶, 奶, 豆浆
juice < liquid : juice, lemonade, orange juice, smoothie : 果汁, 橙汁, 苹果汁, 柠檬水
tea < liquid : tea, coffee, cocoa : 茶, 咖啡, 奶茶, 茶水
wine < liquid : wine, beer, alcohol, liquor : 酒, 啤酒, 红酒, 葡萄酒
oil < liquid : oil, olive oil : 油, 食用油, 机油
soup < liquid : soup, broth, stew, porridge : 汤, 粥, 羹
textile : textile, linen : 织物, 布料
cloth < textile : cloth, rag, fabric, napkin, tablecloth, handkerchief, dishcloth, wipe cloth, scarf : 布, 抹布, 餐巾, 桌布, 手帕, 围巾, 布片, 面料
tissue < textile : tissue, paper towel, toilet paper, tissue paper : 纸巾, 卫生纸, 厨房纸, 餐巾纸, 面巾纸
towel < textile : towel, bath towel, hand towel : 毛巾, 浴巾, 擦手巾
bedding < textile : blanket, sheet, pillow, quilt, duvet, bedsheet, pillowcase, mattress, comforter, cushion, sleeping bag : 被子, 床单, 枕头, 毯子, 枕套, 床垫, 被套, 靠垫, 毛毯, 被褥, 抱枕
curtain < textile : curtain, blind, drape, shade : 窗帘, 百叶窗, 帘子
garment < textile : garment, clothes, clothing, laundry, outfit, apparel, cloths : 衣服, 衣物, 服装, 衣裳
shirt < garment : shirt, tshirt, t-shirt, blouse, sweater, dress shirt, polo, hoodie, pullover, top, vest, tee, jumper : 衬衫, 短袖, 上衣, t恤, 毛衣, 卫衣, 背心, 衬衣, t恤衫
trousers < garment : pant, trousers, shorts, jeans, slacks, leggings, underwear : 裤子, 短裤, 牛仔裤, 长裤, 内裤
coat < garment : jacket, coat, suit, raincoat, blazer, overcoat, down jacket : 外套, 夹克, 大衣, 西装, 雨衣, 羽绒服
skirt < garment : skirt, dress, gown, robe, apron : 裙子, 连衣裙, 长裙, 围裙, 浴袍
sock < garment : sock, glove, hat, tie, mitten, beanie, helmet, mask, belt strap : 袜子, 手套, 帽子, 领带, 头盔, 口罩, 皮带, 腰带
shoe < garment : shoe, slipper, boot, sneaker, sandal, footwear : 鞋, 鞋子, 拖鞋, 靴子, 运动鞋, 凉鞋
shoelace : shoelace, shoestring, shoe lace : 鞋带
zipper : zipper, zip fastener, buttonhole, collar, sleeve, pocket, hem : 拉链, 纽扣, 扣子, 衣领, 袖子, 口袋, 衣袖
glasses : glasses, eyeglasses, sunglasses, watch, jewelry, necklace, earring, goggles, bracelet : 眼镜, 墨镜, 手表, 项链, 耳环, 护目镜
umbrella : umbrella : 雨伞, 伞
hanger : hanger, hook, coat hanger, clothes hanger, coat hook, peg board, clothesline : 衣架, 挂钩, 钩子, 挂衣架, 晾衣绳, 晾衣架
sponge < cleaning-tool : sponge, scrubber, scouring pad : 海绵, 百洁布, 钢丝球
brush < cleaning-tool : brush, paintbrush, hairbrush, comb, toothbrush, toothpaste : 刷子, 毛刷, 梳子, 牙刷, 牙膏, 画笔
cleaning-tool : broom, duster, mop, vacuum, vacuum cleaner, dustpan, squeegee, detergent, soap, shampoo, cleaner : 扫帚, 拖把, 鸡毛掸, 吸尘器, 簸箕, 扫把, 肥皂, 洗洁精, 洗发水, 清洁剂, 洗手液
block < toy : block, cube, brick, lego, cuboid, building block, wooden block, rubiks cube, dice : 积木, 方块, 木块, 立方体, 砖, 乐高, 魔方, 骰子, 砖块
ball < toy : ball, tennis ball, sphere, football, basketball, soccer ball, baoding ball, ping pong ball, golf ball, volleyball, marble : 球, 小球, 网球, 足球, 篮球, 乒乓球, 健身球, 排球, 皮球, 玻璃球
toy : toy, doll, plush, tiger, teddy, puzzle, ring, teddy bear, toy car, stuffed animal, board game, chess, chess piece, domino : 玩具, 玩偶, 毛绒, 拼图, 圆环, 娃娃, 玩具车, 毛绒玩具, 公仔, 小熊, 棋子, 象棋
coin : coin, money, cash, banknote, bill, receipt, ticket, change coin : 硬币, 钱, 现金, 钞票, 纸币, 收据, 小票, 票, 发票
card : card, credit card, id card, badge, business card, playing card : 卡片, 信用卡, 卡, 名片, 工牌, 扑克牌
book < stationery : book, magazine, notebook, textbook, newspaper, dictionary : 书, 书本, 杂志, 笔记本, 本子, 报纸, 词典, 书籍
paper < stationery : paper, envelope, letter, document, sheet of paper, folder, mail, poster, a4 paper : 纸, 信封, 文件, 纸张, 文件夹, 信, 海报, 信件
pen < stationery : pen, pencil, marker, crayon, chalk, stylus, highlighter, ballpoint : 笔, 铅笔, 钢笔, 马克笔, 粉笔, 蜡笔, 圆珠笔, 记号笔
stationery : stationery, eraser, stapler, ruler, clip, paperclip, binder clip : 文具, 橡皮, 订书机, 尺子, 回形针, 板擦
tape < stationery : tape, adhesive tape, sticker, glue stick, duct tape, packing tape, glue : 胶带, 胶水, 贴纸, 透明胶, 封箱胶, 双面胶
scissors < tool : scissors, scissor, shears : 剪刀, 剪子
label-tag : label, tag, price tag, barcode, qr code, shipping label, sign tag : 标签, 价签, 条形码, 条码, 二维码, 吊牌, 价格标签, 面单
tool : tool, wrench, pliers, hammer, drill, saw, spanner, axe, shovel, tweezers, chisel, power drill, caliper, soldering iron, toolbox, hex key : 工具, 扳手, 钳子, 锤子, 电钻, 锯子, 斧头, 铁锹, 镊子, 工具箱, 电烙铁, 卡尺
screwdriver < tool : screwdriver : 螺丝刀, 起子, 电批
needle : needle, thread, yarn, sewing machine : 针, 缝衣针, 毛线, 缝纫机
screw-part < part : screws, screw, bolt, nut, washer, screw bolt, fastener, nail, rivet : 螺丝, 螺母, 螺栓, 垫圈, 螺钉, 螺帽, 钉子, 铆钉
gear < part : gear, bearing, shaft, cog, pulley, spring, gearbox, sprocket, axle : 齿轮, 轴承, 轴, 皮带轮, 弹簧, 变速箱
part < industrial : part, component, workpiece, piece, casing, housing, bracket, flange, panel, metal part, frame, item, product, object, goods, material, plank, wood, board piece : 零件, 部件, 工件, 物料, 配件, 外壳, 支架, 法兰, 面板, 物品, 产品, 商品, 东西, 物体, 材料, 木板, 框架, 壳体
peg-part < part : peg, pin, dowel, rod, stick, cylinder, plug pin, stake : 销, 销钉, 销子, 轴销, 插销, 棒, 木棒, 圆柱, 棍子, 杆
hole : hole, slot, slot hole, opening, groove, socket hole, gap : 孔, 洞, 槽, 插槽, 孔位, 缝, 圆孔, 孔洞
connector < part : connector, plug, charger, usb, cable, wire, cord, ethernet, hdmi, usb cable, power cord, ethernet cable, network cable, wiring harness, flash drive, usb drive, usb stick, adapter, lead : 连接器, 插头, 充电器, 线缆, 电缆, 电线, 网线, 线, 数据线, 充电线, 电源线, 线束, u盘, 优盘, 适配器, 充电头
rope : rope, string, strap, belt rope, ribbon, chain, rubber band, elastic band, hose, tube hose : 绳子, 绳, 带子, 丝带, 链条, 橡皮筋, 皮筋, 软管, 麻绳
socket : socket, outlet, port, power strip, usb port, power outlet, test socket : 插座, 接口, 端口, 插孔, 插排, 插口, usb口, 测试座, 电源插座
board < part : circuit board, pcb, chip, gpu, cpu, motherboard, ram, ram module, memory module, memory stick, memory card, graphics card, hard drive, hard disk, ssd, sim card, mainboard : 电路板, 主板, 芯片, 内存条, 显卡, 硬盘, 内存, 存储卡, 线路板
battery < part : battery, battery pack, cell battery : 电池, 电池包
bulb : light bulb, bulb : 灯泡
phone < device : phone, smartphone, cellphone, tablet, mobile phone, ipad : 手机, 平板, 电话, 平板电脑
device : device, machine, computer, laptop, keyboard, mouse, monitor, printer, remote, camera, remote control, tv, television, screen, server, speaker, headphone, radio, game controller, joystick, robot vacuum : 设备, 机器, 电脑, 键盘, 鼠标, 显示器, 打印机, 遥控器, 相机, 电视, 屏幕, 服务器, 音箱, 耳机, 笔记本电脑, 手柄, 机箱
key : key, car key : 钥匙
lock : lock, padlock, latch : 锁, 门锁, 锁头, 挂锁
door < furniture-part : door, gate, front door : 门, 大门, 房门
drawer < furniture-part : drawer : 抽屉
furniture-part : handle, doorknob, knob, hinge, door handle, doorbell, dial : 把手, 门把手, 旋钮, 铰链, 门把, 门铃, 拉手, 手柄把
window < furniture-part : window, windowpane, glass window : 窗, 窗户, 玻璃窗, 窗子
mirror < furniture-part : mirror : 镜子, 镜面
valve : valve, faucet, tap water, lever, tap, water tap, spigot : 阀门, 水龙头, 拉杆, 阀, 龙头
button : button, switch, light switch, push button, keypad, elevator button : 按钮, 开关, 按键, 电梯按钮
shelf < furniture : shelf, shelves, rack, bookshelf, shelving, bookcase, shoe rack, dish rack, tube rack, wine rack, store shelf : 架, 架子, 货架, 书架, 搁板, 层架, 鞋架, 碗架, 试管架, 置物架, 隔板
table < furniture : table, desk, tabletop, counter, countertop, workbench, bench, coffee table, dining table, desktop, nightstand : 桌, 桌子, 桌面, 台面, 书桌, 餐桌, 工作台, 茶几, 操作台, 办公桌, 床头柜, 桌上
cabinet < furniture : cabinet, cupboard, closet, wardrobe, locker, dresser, pantry, sideboard : 柜, 柜子, 橱柜, 衣柜, 储物柜, 碗柜, 壁橱, 文件柜
chair < furniture : chair, stool, sofa, couch, armchair, seat, wheelchair : 椅, 椅子, 凳子, 沙发, 座位, 轮椅, 板凳
bed < furniture : bed, crib, bunk, bedside : 床, 床铺, 床头, 婴儿床
furniture : furniture : 家具
sink < fixture : sink, washbasin, basin : 水槽, 洗手池, 洗碗池, 水池, 洗脸盆, 盆
fixture : toilet, bathtub, shower, toilet bowl, urinal, showerhead : 马桶, 浴缸, 淋浴, 花洒, 坐便器, 淋浴间
stove < appliance : stove, burner, cooktop, hob, gas stove, stovetop : 灶, 炉灶, 灶台, 炉子, 煤气灶, 电磁炉, 炉
fridge < appliance : fridge, refrigerator, freezer : 冰箱, 冰柜, 冷柜
microwave < appliance : microwave, oven, toaster, air fryer, microwave oven : 微波炉, 烤箱, 烤面包机, 空气炸锅
washer-appliance < appliance : washing machine, dishwasher, dryer, dish washer, washer, clothes dryer : 洗衣机, 洗碗机, 烘干机
lamp < appliance : lamp, light, desk lamp, lantern, flashlight, bedside lamp, candle, torch, ceiling light : 灯, 台灯, 电灯, 手电筒, 蜡烛, 吊灯, 灯光, 床头灯
appliance : appliance, fan, blender, coffee machine, coffee maker, heater, air conditioner, juicer, mixer, vending machine, hair dryer, humidifier, iron, ac : 家电, 电器, 风扇, 搅拌机, 咖啡机, 空调, 榨汁机, 电风扇, 售货机, 自动售货机, 吹风机, 加湿器, 熨斗
industrial : station, fixture jig, jig, production line, machine tool, forklift, charging station, dock, loading dock, cnc machine, lathe, mold : 工位, 夹具, 治具, 产线, 机床, 叉车, 充电桩, 码头, 装卸口, 充电站, 模具, 车床
conveyor < industrial : conveyor, conveyor belt, belt, assembly line : 传送带, 流水线, 输送带, 传送线, 输送线
pallet < industrial : pallet, skid : 栈板, 卡板, 货盘, 托板
cart : cart, trolley, shopping cart, stroller, wheelbarrow, hand truck : 推车, 小车, 手推车, 购物车, 婴儿车, 平板车, 拖车
vehicle : truck, car, van, bicycle, bike, bus, train, tire, wheel, vehicle, lorry, motorcycle : 卡车, 汽车, 货车, 自行车, 公交车, 车, 轮胎, 车辆, 车轮, 摩托车
floor < surface : floor, ground, carpet, rug, floorboard, terrain, grass, lawn, path, road : 地面, 地板, 地上, 地毯, 地, 草坪, 路面, 道路, 路, 草地, 地形
surface : surface, mat, board surface, cutting board, chopping board, place mat : 表面, 垫子, 案板, 砧板, 切菜板, 餐垫
wall < surface : wall, whiteboard, blackboard, ceiling, board, chalkboard : 墙, 墙壁, 白板, 黑板, 天花板, 墙面
stairs : stair, stairs, step stairs, slope, ramp, staircase, stairway, steps, ladder : 楼梯, 台阶, 坡, 梯子, 阶梯, 斜坡
obstacle : obstacle, barrier, hurdle, fence : 障碍, 障碍物, 栏杆, 围栏
elevator : elevator, lift elevator, escalator : 电梯, 扶梯
plant : plant, flower, vase, houseplant, pot plant, potted plant, tree, leaf, flowerpot, seedling, bouquet, bush, soil : 植物, 花, 花瓶, 盆栽, 树, 叶子, 花盆, 绿植, 树苗, 花卉, 鲜花, 土
kitchen < room : kitchen : 厨房
bathroom < room : bathroom, restroom, washroom : 浴室, 卫生间, 洗手间, 厕所
room : room, bedroom, living room, office, hallway, corridor, garage, dining room, store, warehouse, lobby, house, home : 房间, 卧室, 客厅, 办公室, 走廊, 车库, 餐厅, 商店, 仓库, 大厅, 家, 屋子, 楼上, 楼下
checkout : checkout, cash register, cashier, till, checkout counter : 收银台, 收款机, 收银机, 柜台
labware : labware, test tube, vial, tube, sample tube, centrifuge tube, cuvette, syringe, ampoule, eppendorf : 试管, 注射器, 离心管, 样品管, 药水瓶, 小瓶, 采样管, 针筒, 试剂瓶, 西林瓶
flask < labware : flask, beaker, graduated cylinder, erlenmeyer flask, erlenmeyer, measuring cylinder, funnel, burette, crucible : 烧瓶, 烧杯, 量筒, 锥形瓶, 漏斗, 滴定管, 量杯, 坩埚
dish-lab < labware : petri dish, well plate, microplate, agar plate, agar, plate reader, slide, microscope slide, 96-well plate, culture dish, microtiter plate : 培养皿, 孔板, 微孔板, 载玻片, 培养基, 96孔板
pipette < labware : pipette, pipette tip, dropper, micropipette, pipettor : 移液器, 移液枪, 滴管, 枪头, 移液管, 吸管
lab-device : centrifuge, incubator, fume hood, balance, scale, microscope, biosafety cabinet, hotplate, thermocycler, autoclave, vortexer, shaker : 离心机, 培养箱, 通风橱, 天平, 秤, 显微镜, 电子秤, 生物安全柜, 加热板, 灭菌锅, 摇床
chemical : reagent, solution, buffer, sample, powder, acid, solvent, chemical, specimen, cell, blood, dye : 试剂, 溶液, 缓冲液, 样品, 粉末, 酸, 药剂, 标本, 样本, 细胞, 血液, 粉, 染料
medicine : medicine, pill, tablet pill, bandage, ointment, thermometer, capsule, drug : 药, 药片, 药品, 绷带, 药膏, 体温计, 胶囊, 药丸
person : person, human, user, people, customer, patient, child, baby, worker, operator, man, woman, someone, guest, pedestrian, colleague : 人, 用户, 顾客, 病人, 孩子, 婴儿, 客人, 工人, 行人, 客户, 同事, 别人, 患者
animal : cat, dog, animal, pet, bird, kitten, puppy : 猫, 狗, 动物, 宠物, 鸟, 猫咪, 小狗, 小猫
body-hand : palm, finger, fingertip, fingers, hands : 手掌, 手指, 手心, 指尖, 掌心, 手里, 手中, 指间
hair : hair, face, teeth, tooth, nail polish, head, wound : 头发, 脸, 牙齿, 头, 伤口, 牙
instrument : piano, guitar, violin, drum, flute : 钢琴, 吉他, 小提琴, 鼓, 笛子
tent : tent, flag, kite, balloon, gift, present, toy gift : 帐篷, 旗, 旗子, 风筝, 气球, 礼物, 礼盒
knot : knot : 结, 绳结
`;

/** Words that say how a task is to be done. */
export const CONSTRAINTS = `
gentle : gently, gentle, carefully, careful, slowly, soft, softly, delicately, slow : 轻, 轻轻, 小心, 小心地, 慢慢, 缓慢, 轻柔, 温柔, 小心翼翼
fast : fast, quickly, quick, rapidly, swiftly : 快, 快速, 迅速, 尽快, 快点
precise : precisely, precise, accurately, exactly, aligned, accurate, exact, tightly : 精确, 精准, 准确, 紧密
upright : upright, vertical, vertically, without spilling, horizontally, horizontal : 竖直, 直立, 不洒, 平稳, 水平, 竖着
two-hands : both hands, two hands, bimanual, bimanually, two arms, both arms, two-handed, dual-arm, dual arm, with both hands, with two hands, with two arms : 双手, 双臂, 两只手, 两手, 双臂协作
left-side : left, left hand, left arm, left-hand, leftmost : 左, 左手, 左边, 左臂, 左侧, 左手边
right-side : right, right hand, right arm, right-hand, rightmost : 右, 右手, 右边, 右臂, 右侧, 右手边
heavy : heavy : 重, 沉重, 沉
fragile : fragile, delicate : 易碎, 脆弱
transparent : transparent, clear plastic : 透明
high : high, top shelf, upper, overhead, topmost : 高, 高处, 上层, 顶层, 头顶, 最上层
low : low, bottom, lower shelf, bottommost : 低, 低处, 下层, 底层, 最下层
all : all, every, everything, all of : 所有, 全部, 一切
`;
