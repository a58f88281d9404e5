/**
 * Kinds of the things in `lexicon-things.ts`, so that "chop the onion" is not the same task as "chop the pumpkin".
 *
 * A line reads `parent : kind, kind, …` (parent `-`: nothing above), a kind `english/english=中文/中文`; its id is its first English word.
 */

/** The kinds; see `lexicon.ts` for how lines are read. */
export const KINDS = `
utensil : chopsticks/chopstick=筷子, ladle=漏勺/大勺, spatula=锅铲/铲子/刮刀, tongs=夹子/食物夹, whisk/egg beater=打蛋器, strainer/colander/sieve=滤网/漏盆/筛子
utensil : peeler=削皮器/削皮刀, rolling pin=擀面杖, grater=擦丝器/刨丝器, can opener=开罐器, bottle opener/corkscrew=开瓶器/启瓶器, drinking straw/straw=吸管
knife : scalpel/surgical knife=手术刀
box : lunch box/lunchbox/bento box/bento=饭盒/便当/便当盒/餐盒
bag : backpack/rucksack/schoolbag/school bag=背包/书包/双肩包, suitcase/luggage/baggage=行李/行李箱/手提箱/旅行箱, handbag/purse=手提包/包包/女包, wallet=钱包, pencil case=笔袋/铅笔盒
container : vase=花瓶, mailbox/letterbox/post box=邮箱/信箱, safe/strongbox=保险箱/保险柜, jewelry box/jewellery box=首饰盒
cookware : rice cooker=电饭煲/电饭锅/电锅, pressure cooker=高压锅, steamer=蒸锅/蒸笼
fruit : watermelon=西瓜, pineapple=菠萝/凤梨, melon/cantaloupe=甜瓜/哈密瓜, kiwi=猕猴桃/奇异果, avocado=牛油果, pomegranate=石榴, coconut=椰子, dragon fruit=火龙果, papaya=木瓜, lychee=荔枝
fruit : grape=葡萄, cherry=樱桃/车厘子, blueberry=蓝莓, lemon/lime=柠檬, grapefruit/pomelo=柚子, pear=梨/梨子, mango=芒果, plum=李子, apricot=杏
vegetable : pepper/bell pepper/chili/capsicum=青椒/辣椒/甜椒/彩椒, onion=洋葱, scallion/spring onion/leek/green onion=葱/大葱/小葱, cabbage=白菜/卷心菜/包菜/大白菜, lettuce=生菜, broccoli=西兰花
vegetable : mushroom=蘑菇/香菇, garlic/garlic clove=大蒜/蒜/蒜瓣, bean/green bean=豆子/豆角/四季豆, pea=豌豆, pumpkin=南瓜, spinach=菠菜, celery=芹菜, ginger=姜/生姜, eggplant/aubergine=茄子, corn=玉米
vegetable : zucchini/courgette=西葫芦, radish/turnip=萝卜/白萝卜, sweet potato/yam=红薯/地瓜/山药, asparagus=芦笋, cauliflower=花菜/菜花, lotus root=莲藕
meat : fish/salmon/tuna=鱼/三文鱼, chicken/drumstick=鸡肉/鸡/鸡腿, steak=牛排, sausage=香肠/火腿肠, shrimp/prawn=虾, bacon=培根, beef=牛肉, pork=猪肉
bread : sandwich=三明治, steamed bun=馒头/包子, burger/hamburger/burger patty/patty=汉堡/汉堡包/肉饼, hot dog/hotdog=热狗, bagel=贝果, croissant=牛角包/可颂
cake : pizza=披萨/比萨, pie/tart=馅饼/派, donut/doughnut=甜甜圈
food : cookie/biscuit/cracker=饼干, candy/sweets/lollipop=糖果/糖块, chocolate=巧克力, chips/crisps/potato chips=薯片, fries/french fries=薯条, ice cream=冰淇淋/雪糕, salad=沙拉, leftover/leftovers=剩饭/剩菜/剩饭剩菜
food : rice=米饭/米/饭/大米, cereal/oatmeal/oats=麦片/燕麦, dumpling=饺子, tofu=豆腐, butter/margarine=黄油, cream/whipped cream=奶油, yogurt/yoghurt=酸奶, jam/marmalade=果酱, peanut/peanuts=花生
food : sauce/ketchup/mustard/mayonnaise=酱/番茄酱/酱汁/沙拉酱, popcorn=爆米花
seasoning : salt=盐, sugar=糖/白糖, black pepper/pepper powder=胡椒/胡椒粉, soy sauce=酱油, vinegar=醋
liquid : coffee/espresso/latte=咖啡/拿铁, cocoa/hot chocolate=可可, beer=啤酒, ice/ice cube=冰/冰块
garment : hat/beanie=帽子/棒球帽, glove/mitten/oven glove/oven mitt=手套, necktie=领带, face mask/mask=口罩/面罩, helmet/hard hat=头盔/安全帽, leather belt/belt strap=皮带/腰带, apron=围裙, underwear=内裤/内衣, pajamas/pyjamas=睡衣, diaper/nappy=尿布/纸尿裤/尿不湿
garment : scarf=围巾, uniform=制服/工作服, sweater/jumper/pullover=毛衣, lab coat=白大褂/实验服
bedding : pillow=枕头, sheet/bedsheet/bed sheet=床单, pillowcase/pillow case=枕套, mattress=床垫, cushion=靠垫/抱枕/坐垫/靠枕, duvet cover/quilt cover=被套
accessory : watch/wristwatch=手表, necklace=项链, earring=耳环, bracelet=手链/手镯, jewelry/jewellery=首饰
cleaning-tool : broom=扫帚/扫把, floor mop/mop=拖把/拖布, vacuum cleaner/vacuum=吸尘器, dustpan=簸箕, squeegee=刮水器/玻璃刮, laundry detergent/detergent=洗衣液/洗衣粉, soap/hand soap=肥皂/洗手液/香皂, shampoo=洗发水, dish soap/washing up liquid/washing-up liquid/dishwashing liquid=洗洁精
brush : toothbrush=牙刷, toothpaste=牙膏, comb/hairbrush=梳子, paintbrush=画笔/油漆刷
toy : doll=娃娃/玩偶/布娃娃, puzzle/jigsaw/puzzle piece/tangram=拼图/七巧板, chess piece/chess/chessboard=棋子/象棋/棋盘, toy car=玩具车, domino=多米诺, ring=圆环/环/套圈, disk/disc=圆盘, spinning top=陀螺
ball : basketball=篮球, football/soccer ball=足球, tennis ball=网球, ping pong ball/table tennis ball=乒乓球, volleyball=排球, golf ball=高尔夫球, marble=弹珠/玻璃球
tool : claw hammer/hammer/mallet=锤子/榔头/铁锤, wrench/spanner/ratchet/torque wrench=扳手/扭力扳手, pliers=钳子/老虎钳, power drill/drill/electric drill=电钻/手电钻, saw/hacksaw=锯子/电锯, axe=斧头/斧子, shovel/spade=铁锹/铁铲, tweezers/forceps=镊子/手术钳/止血钳
tool : chisel=凿子, soldering iron=电烙铁/烙铁, caliper/vernier caliper=卡尺/游标卡尺, hex key/allen key/allen wrench=六角扳手/内六角扳手, toolbox/tool box=工具箱, hoe=锄头, multimeter/probe=万用表/探针, heat gun=热风枪, clamp=夹钳/夹具钳
tool : crowbar=撬棍, magnifying glass=放大镜, tape measure/measuring tape=卷尺, spray gun=喷枪, welding torch=焊枪, glue gun=胶枪, sandpaper=砂纸, barcode scanner/scanner=扫码枪/扫描枪
screw-part : nail=钉子/铁钉, rivet=铆钉, washer/gasket=垫圈/垫片
part : bearing=轴承, shaft/axle=轴/转轴, spring=弹簧, pulley=皮带轮/滑轮, bracket=支架, panel/sheet metal/metal plate=面板/钢板/金属板/钣金, plank/wood/board piece/lumber/wooden board=木板/木材/木头, frame/door frame/picture frame=框架/门框/相框
part : housing/casing/enclosure=外壳/壳体/机壳, flange=法兰/法兰盘, casting/metal casting=铸件, pipe=管子/钢管/管道/水管, motor/engine=电机/马达/发动机, sensor=传感器, o-ring/seal ring=密封圈, stone/rock=石头/石块, log=原木/圆木
connector : cable/wire/cord/wiring/lead/harness/usb cable/usb-c cable/power cord/power cable/ethernet cable/network cable/wiring harness/wire harness/ethernet/charging cable=线缆/电缆/电线/网线/线/数据线/充电线/电源线/线束/usb线
connector : flash drive/usb drive/usb stick/thumb drive=u盘/优盘
board : ram/ram module/memory module/memory stick/memory card/ram stick=内存条/内存/存储卡, chip/cpu/processor/ic=芯片/处理器, gpu/graphics card=显卡, hard drive/hard disk/ssd/disk drive=硬盘/固态硬盘, sim card=sim卡/电话卡
board : heatsink/heat sink=散热器/散热片, led/diode=发光二极管/led灯珠, resistor/capacitor/electronic component=电阻/电容/电子元件/元器件
device : computer/laptop/pc/notebook computer=电脑/笔记本电脑/计算机, keyboard=键盘, computer mouse/mouse=鼠标/滑鼠, monitor/screen/display/touchscreen/touch screen=显示器/屏幕/触摸屏/荧幕, printer/3d printer=打印机/印表机
device : remote/remote control/remote controller/tv remote=遥控器, camera/webcam=相机/摄像头/摄像机, tv/television=电视/电视机, server/server rack/rack server=服务器/机箱, speaker/loudspeaker=音箱/音响, headphone/earphone/headset/earbud=耳机
device : radio=收音机, robot vacuum=扫地机器人, drone/quadcopter=无人机, game controller/joystick/gamepad=手柄/游戏手柄, calculator=计算器, clock/alarm clock=时钟/闹钟/钟, projector=投影仪
appliance : fan=风扇/电风扇, blender/mixer/juicer=搅拌机/榨汁机/料理机, coffee machine/coffee maker/espresso machine/capsule machine=咖啡机/胶囊咖啡机, hair dryer/hairdryer=吹风机, air conditioner/ac=空调, humidifier=加湿器, heater/radiator=暖气/取暖器
appliance : vending machine=售货机/自动售货机, clothes iron/iron=熨斗, toaster=烤面包机/吐司机, oven=烤箱, air fryer=空气炸锅
washer-appliance : dishwasher/dish washer=洗碗机, washing machine/clothes washer=洗衣机, dryer/clothes dryer/tumble dryer=烘干机/干衣机
furniture-part : knob/dial=旋钮, doorbell/bell=门铃/铃/铃铛, hinge=铰链/合页, lever handle/door handle/doorknob/door knob=门把手/门把
valve : faucet/tap/water tap/spigot/sink faucet=水龙头/龙头, lever=拉杆/操纵杆/杠杆
chair : sofa/couch=沙发, wheelchair=轮椅
bed : hospital bed/sickbed=病床, crib=婴儿床
fixture : toilet/toilet bowl/toilet seat=马桶/坐便器, bathtub=浴缸, shower/showerhead=淋浴/花洒
lamp : candle=蜡烛, flashlight/torch=手电筒/电筒
industrial : forklift=叉车, lathe/cnc/cnc machine/cnc lathe/milling machine/machine tool=机床/车床/铣床/数控机床, charging station/charging dock/charging pile=充电桩/充电站/充电座, mold/mould=模具, fixture jig/jig/chuck/vise/vice=夹具/治具/卡盘/虎钳, loading dock=装卸口
cart : shopping cart=购物车/超市推车, pallet jack/pallet truck/hand pallet truck=地牛/托盘车/液压车, stroller=婴儿车, wheelbarrow=独轮车, stretcher=担架/担架床
vehicle : bicycle/bike=自行车/单车, tire/tyre/wheel=轮胎/车轮/轮子, car/car body=汽车/轿车/车身/小汽车, truck/lorry/van=卡车/货车, bus=公交车, motorcycle/motorbike=摩托车/电动车, tractor=拖拉机, seat belt=安全带, train=火车
wall : writing board/whiteboard/blackboard/chalkboard=白板/黑板, ceiling=天花板
floor : lawn/grass=草坪/草地, carpet/rug=地毯
plant : flower/rose/bouquet/tulip=花/鲜花/花卉/花束/玫瑰, tree=树/果树/树木, leaf=叶子/树叶, seedling/sapling/young plant=幼苗/秧苗/树苗/苗/菜苗, soil/dirt/earth=土/土壤/泥土, weeds/weed=杂草/野草/草, vine/grapevine=藤/葡萄藤/藤蔓, branch/twig=树枝/枝条/枝
plant : seed=种子, crop/wheat=庄稼/作物/农作物/小麦/麦子/水稻/稻子, hay/straw bale=干草/稻草, fertilizer=肥料/化肥, flowerpot/flower pot/planter=花盆
room : bedroom=卧室, living room=客厅, office=办公室, hallway/corridor=走廊/过道, garage=车库, warehouse=仓库, store/shop/supermarket=商店/超市/店, garden/yard/backyard=花园/院子, hospital/ward/clinic=病房/医院
room : laboratory/lab=实验室, factory/workshop=工厂/车间, greenhouse=温室/大棚, field/farm/farmland=田/田地/农田/田里, orchard=果园, dining room/restaurant/canteen=餐厅/食堂, classroom=教室
labware : vial/ampoule/glass vial=西林瓶/小瓶/药水瓶/样品瓶, reagent bottle=试剂瓶, test tube/tube/sample tube/centrifuge tube/falcon tube/eppendorf/eppendorf tube=试管/离心管/样品管/采样管/ep管, syringe=注射器/针筒/针管, cuvette=比色皿
labware : beaker=烧杯, funnel=漏斗, graduated cylinder/measuring cylinder=量筒/量杯, crucible=坩埚
lab-device : centrifuge=离心机, incubator=培养箱, microscope=显微镜, scale/balance/digital scale/kitchen scale=天平/秤/电子秤/磅秤, fume hood/biosafety cabinet=通风橱/生物安全柜, shaker/vortexer/vortex mixer=摇床/涡旋仪, hotplate=加热板, autoclave=灭菌锅
chemical : sample/specimen=样品/样本/标本, powder=粉末/粉, cell=细胞, blood/blood sample=血液/血样, reagent=试剂/药剂
medicine : bandage/gauze/plaster=绷带/纱布/创可贴, thermometer=体温计/温度计, ointment=药膏, infusion bag/iv bag/drip bag=输液袋/点滴/吊瓶, catheter=导管, stethoscope=听诊器, blood pressure/blood pressure cuff/blood pressure monitor=血压/血压计, swab/cotton swab=棉签/拭子
person : nurse=护士, doctor/surgeon/physician=医生/医师/大夫, patient=病人/患者, child/kid/toddler/baby=孩子/婴儿/小孩/宝宝, customer/guest/client=顾客/客人/客户, worker/operator=工人, mannequin/dummy=假人/人偶/人体模型, elderly person=老人
animal : cat/kitten=猫/猫咪/小猫, dog/puppy=狗/小狗, bird=鸟, cow/cattle=牛/奶牛, pig=猪, horse=马, sheep/lamb=羊/绵羊, hen=母鸡
body-part : hair=头发, face/cheek=脸, tooth/teeth=牙齿/牙, head=头, wound/injury=伤口, fingernail=指甲, leg/knee=腿/膝盖, foot=脚, mouth=嘴/嘴巴, ear=耳朵, beard=胡子, vein=静脉/血管, skin=皮肤
instrument : piano=钢琴, guitar=吉他, violin=小提琴, drum=鼓, flute=笛子
sports-thing : racket/racquet/paddle=球拍/羽毛球拍/网球拍, bat/golf club/club=球棒/球杆/高尔夫球杆, skateboard=滑板, dumbbell/barbell=哑铃/杠铃, frisbee=飞盘, treadmill=跑步机, basketball hoop/hoop=篮筐/球框, goal/soccer goal=球门
- : coin=硬币, banknote/cash/money/bill=钱/现金/钞票/纸币, receipt=收据/小票/发票, ticket=票/门票, needle=针/缝衣针, thread/yarn/wool=毛线/棉线, sewing machine=缝纫机
- : tent=帐篷, flag=旗/旗子/国旗, kite=风筝, balloon=气球, gift/present/gift box=礼物/礼盒/礼品, lighter/match/matchstick=打火机/火柴, cigarette=香烟/烟, seam/weld seam/weld=焊缝, burr=毛刺, dust/dirt spot/stain=灰尘/污渍/污垢, nest=鸟巢/鸡窝/窝, bead=珠子
rope : hose/garden hose=软管/水带/水管子, chain=链条/链子, rubber band/elastic band=橡皮筋/皮筋, ribbon=丝带/缎带, strap=带子/绑带
stationery : eraser=橡皮/橡皮擦/板擦, stapler=订书机, ruler=尺子/直尺, clip/paperclip/binder clip=回形针/夹子扣/长尾夹
paper : envelope=信封, letter/mail=信/信件, document/file folder=文件/文档, poster=海报, cardboard sheet=纸板
tape : sticker=贴纸, adhesive/glue/sealant/super glue=胶水/密封胶/胶
tableware : coaster=杯垫, salt shaker/pepper shaker/pepper mill=盐瓶/胡椒瓶/胡椒研磨器, sugar bowl=糖罐, egg cup=蛋杯
utensil : pizza cutter=披萨刀, measuring spoon/measuring cup=量勺, skewer=竹签/烤串签, toothpick=牙签, mortar and pestle/mortar/pestle=研钵/研杵/蒜臼
container : fish tank/aquarium=鱼缸, cage/birdcage=笼子/鸟笼, cooler/cool box=保温箱, gas cylinder=煤气罐/气瓶, ashtray=烟灰缸, first aid kit/medical kit=急救箱/药箱, water tank/fuel tank=水箱/油箱, storage box/food container/storage container=储物盒/收纳盒, sandbag=沙袋
box : shoe box=鞋盒, tissue box=纸巾盒, egg carton=蛋托/鸡蛋盒, pizza box=披萨盒
fruit : raspberry/blackberry=树莓/黑莓, cranberry=蔓越莓, jujube/date=枣/红枣, persimmon=柿子, olive=橄榄, durian=榴莲, fig=无花果
vegetable : beet/beetroot=甜菜, kale=羽衣甘蓝, chives=韭菜, bamboo shoot=竹笋, bitter gourd=苦瓜, winter melon=冬瓜, taro=芋头, seaweed=海带/紫菜, pickles=泡菜/咸菜, okra=秋葵
meat : crab=螃蟹/蟹, lobster=龙虾, oyster/clam/mussel=生蚝/蛤蜊/贻贝, squid=鱿鱼, meatball=肉丸/丸子, ribs=排骨, duck=鸭子/鸭肉, turkey=火鸡, bone=骨头
food : sushi=寿司, omelet/omelette=蛋卷/蛋饼, jelly=果冻, honey=蜂蜜, almond/cashew=杏仁/腰果, raisin=葡萄干, marshmallow=棉花糖, popsicle=冰棍, chewing gum/gum=口香糖, pet food/cat food/dog food=猫粮/狗粮/宠物粮, syrup=糖浆, milk powder=奶粉, spring roll=春卷, taco/burrito=塔可/卷饼, muffin=玛芬, fried rice=炒饭, garlic bread=蒜香面包
liquid : milkshake/cocktail=奶昔/鸡尾酒, ink=墨水, bleach=漂白水
garment : swimsuit/bikini=泳衣, stocking/tights=丝袜/连裤袜, life jacket=救生衣, bib=围嘴, wig=假发, costume=戏服, headband=发带, bra=胸罩
accessory : hair clip/hairpin=发夹, lipstick/makeup/cosmetics=口红/化妆品, perfume=香水, razor/shaver=剃须刀, nail clipper/nail clippers=指甲刀/指甲钳
cleaning-tool : plunger=皮搋子, lint roller=粘毛器, toilet brush=马桶刷
textile : tarp/tarpaulin=防水布/篷布, hammock=吊床
toy : puppet=木偶/手偶, rubber duck=小黄鸭, yo-yo=悠悠球, hula hoop=呼啦圈, jenga=叠叠乐, mahjong tile/mahjong=麻将, go stone=围棋/围棋子
ball : bowling ball=保龄球, billiard ball/pool ball=台球, baseball=棒球, rugby ball=橄榄球
tool : trowel=抹刀/泥刀, pickaxe=镐/镐头, metal file=锉刀/锉, spirit level=水平仪, nail gun=钉枪/射钉枪, paint roller=滚筒/油漆滚筒, lawn mower/lawnmower=割草机, watering can=洒水壶, sickle=镰刀, fishing rod=鱼竿, blowtorch=喷灯, jack=千斤顶, bicycle pump/air pump=打气筒/气泵
tool : telescope/binoculars=望远镜, whistle=哨子, crutch/walking stick/walker=拐杖/助行器, fire extinguisher=灭火器, welding rod=焊条, stencil=模板
part : lens=镜头/镜片, magnet=磁铁, piston=活塞, fuse=保险丝, antenna=天线, propeller=螺旋桨, solar panel=太阳能板/光伏板, beam=横梁/梁, nozzle=喷嘴, filter element/filter cartridge=滤芯, glass pane/glass sheet=玻璃板, engine block/cylinder head=缸体/缸盖, camshaft/crankshaft=凸轮轴/曲轴, electric meter/meter=电表/仪表, stator/rotor/coil=定子/转子/线圈
board : breadboard=面包板, display panel/lcd panel=液晶屏, camera module=摄像头模组, phone case/phone shell=手机壳/手机外壳, back cover=后盖/后壳, shield cover=屏蔽罩
device : router=路由器, telephone=电话机/座机, microphone=麦克风/话筒, cd/dvd=光盘, walkie-talkie=对讲机, stopwatch=秒表, tripod=三脚架, atm=取款机, game console=游戏机, power bank=充电宝/移动电源, traffic light=红绿灯, vr headset=头显, smart speaker=智能音箱, turnstile=闸机
appliance : bread machine=面包机, water dispenser/water cooler=饮水机, range hood=抽油烟机, air purifier=空气净化器, water heater=热水器, food processor=绞肉机/破壁机
furniture : coat rack=衣帽架, fireplace=壁炉, picture/painting=画/油画, statue/sculpture=雕像/雕塑
- : photo=照片/相片, snow=雪, beach sand/sand=沙子/沙, gravel=碎石/砾石, mud=泥巴/泥, concrete/cement=水泥/混凝土, net=网/渔网, road sign=路牌/标志牌, bubble=泡泡/气泡, feather=羽毛, seashell=贝壳, flame=火/火焰, plastic wrap/cling film=保鲜膜, bubble wrap/stretch film=气泡膜/缠绕膜, fog=雾
room : airport=机场, train station/station hall=车站, school=学校, library=图书馆, gym=健身房/体育馆, beach=海滩, street=街道/马路, sidewalk=人行道, bridge=桥, balcony=阳台, basement=地下室, entrance=门口/入口, construction site=工地, pharmacy=药房, hotel=酒店, front desk=前台, barn=谷仓/牛棚, pond=池塘, swimming pool=游泳池, playground=操场, tunnel=隧道, forest=树林/森林, staircase hall=楼道
vehicle : airplane/aircraft=飞机, helicopter=直升机, boat/ship/canoe/kayak=船/小船/皮划艇, scooter=滑板车/踏板车, ambulance=救护车, excavator=挖掘机/挖土机, crane=起重机/吊车, bulldozer=推土机, tricycle=三轮车, trailer=挂车
vehicle : windshield/windscreen=挡风玻璃, bumper=保险杠, steering wheel=方向盘, car door=车门, car seat=汽车座椅
animal : rabbit=兔子, rat=老鼠, goat=山羊, goldfish=金鱼, turtle=乌龟, hamster=仓鼠, parrot=鹦鹉, bee=蜜蜂, butterfly=蝴蝶, insect/bug=昆虫/虫子, monkey=猴子
plant : cactus=仙人掌, root=树根, stem=茎, bud=花苞/嫩芽, sunflower=向日葵, cotton plant=棉花, tea leaf/tea leaves=茶叶, shrub/hedge=灌木/绿篱, turf=草皮
stationery : pencil sharpener=卷笔刀, rubber stamp=印章/公章, thumbtack/pushpin=图钉, calendar=日历, drawing compass=圆规
book : newspaper=报纸, magazine=杂志
paper : map=地图, menu=菜单, postage stamp=邮票, photo album=相册, contract=合同
card : passport=护照, identity card=身份证
sports-thing : ski/snowboard=滑雪板, surfboard=冲浪板, roller skate/skate=溜冰鞋/轮滑鞋, boxing glove=拳击手套, punching bag=拳击沙袋, trampoline=蹦床, dart=飞镖, arrow=箭/弓箭, kettlebell=壶铃, parachute=降落伞, golf=高尔夫, table tennis=乒乓
instrument : cello=大提琴, trumpet=小号, harmonica=口琴, xylophone=木琴, electronic keyboard=电子琴, erhu=二胡, guzheng=古筝
medicine : hearing aid=助听器, eye drops=眼药水, ventilator=呼吸机, ice pack=冰袋, hot water bottle=热水袋, test strip/test kit=试纸/试剂盒, urine sample=尿样
labware : inoculation loop=接种环, tip box=枪头盒, stir bar/glass rod=搅拌子/玻璃棒, bunsen burner/alcohol lamp=酒精灯/本生灯, filter paper=滤纸, weighing paper=称量纸
body-part : forearm=胳膊/手臂, shoulder=肩膀, eye=眼睛, nose=鼻子, neck=脖子, chest=胸口, ankle/wrist=脚踝/手腕, lip=嘴唇, belly=肚子
`;
