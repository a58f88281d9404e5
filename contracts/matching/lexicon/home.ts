/** Household things: kitchenware, furniture, appliances, fittings, cleaning, rooms. */

/** Lines as in `lexicon-kinds.ts`: `parent : english/english=中文/中文, …`. */
export const HOME = `
utensil : chopsticks/chopstick=筷子, ladle/soup ladle=汤勺/大勺/长柄勺, skimmer/slotted spoon=漏勺/笊篱, spatula/turner/fish slice=锅铲/铲子/煎铲, rubber spatula/dough scraper=刮刀/硅胶铲/切面刀, tongs/tong=夹子/食物夹/食品夹
utensil : whisk/egg beater/balloon whisk=打蛋器/搅蛋器, strainer/sieve/sifter=滤网/筛子/面粉筛, peeler/vegetable peeler/potato peeler=削皮器/削皮刀/刨刀, rolling pin=擀面杖, grater/cheese grater/zester=擦丝器/刨丝器/擦子
utensil : can opener/tin opener=开罐器/开罐刀, bottle opener=开瓶器/启瓶器, corkscrew/wine opener=红酒开瓶器/开酒器, drinking straw/straw=吸管, measuring spoon=量勺, measuring cup/measuring jug=量杯/刻度杯
utensil : skewer=竹签/烤串签/签子/扦子, toothpick/cocktail stick=牙签, mortar and pestle/pestle=研钵/研杵/蒜臼/捣臼, potato masher/masher=压泥器/捣泥器, garlic press=压蒜器/蒜泥器, lemon squeezer/citrus press=榨汁器/手动榨汁器
utensil : pizza cutter=披萨刀/披萨轮刀, pastry brush/basting brush=油刷/烘焙刷, piping bag/pastry bag=裱花袋, piping nozzle/icing nozzle=裱花嘴, cookie cutter/biscuit cutter=饼干模/饼干切模, corer/apple corer=去核器
utensil : pitter/cherry pitter=樱桃去核器, nutcracker=核桃夹/胡桃钳, ice cream scoop/scooper=冰淇淋勺/挖球器, rice paddle/rice scoop=饭勺/饭铲, egg slicer=切蛋器, mandoline/slicer=切片器/刨片器, kitchen shears=厨房剪
utensil : meat tenderizer/meat mallet/tenderizer=肉锤/松肉锤, bamboo mat/sushi mat=竹帘/寿司帘, stirring rod/stirrer/swizzle stick=搅拌棒/搅棒, honey dipper=蜂蜜棒, ice tongs=冰夹, ice pick=冰锥
utensil : basting syringe/baster=滴油管, meat thermometer/food thermometer=食品温度计/肉类温度计, kitchen tongs=烤肉夹, butter knife/table knife=黄油刀/餐刀, salad spinner=沙拉甩干器/蔬菜甩干器, oven rack=烤箱架/烤架
strainer : colander=漏盆/沥水篮/滤水篮
spoon : spork=叉勺, teaspoon/coffee spoon=茶匙/咖啡勺/小勺, tablespoon/soup spoon=汤匙/大汤匙/调羹, wooden spoon=木勺, serving spoon=公勺/分餐勺
fork : carving fork=切肉叉, dessert fork/fruit fork=水果叉/甜品叉
knife : chef's knife/kitchen knife/chef knife=菜刀/主厨刀/厨刀, cleaver/chopper/meat cleaver=砍刀/剁骨刀/斩骨刀, paring knife/fruit knife=水果刀/削皮小刀, bread knife=面包刀, steak knife=牛排刀
knife : box cutter/utility knife/stanley knife/craft knife/cutter=美工刀/裁纸刀, penknife/pocket knife/jackknife=折刀/小折刀, razor blade=刀片, machete=开山刀, dagger=匕首, putty knife/palette knife=油灰刀/调色刀
cup : paper cup/disposable cup=纸杯/一次性杯子, tumbler=平底杯/随行杯, teacup=茶杯
glass : wine glass/goblet=酒杯/红酒杯/高脚杯
tableware : glass/drinking glass/water glass=玻璃杯, champagne flute/flute glass=香槟杯, shot glass=烈酒杯/子弹杯, beer mug/beer stein/pint glass=啤酒杯/扎啤杯, sippy cup=学饮杯/吸管杯, coaster/cup mat=杯垫
tableware : mixing bowl=搅拌碗/打蛋盆, egg cup=蛋杯, gravy boat/sauce boat=酱汁碟/肉汁船, butter dish=黄油碟, sugar bowl=糖罐, salt shaker/salt cellar=盐瓶/盐罐, pepper shaker/pepper mill/pepper grinder=胡椒瓶/胡椒研磨器
tableware : cruet/oil bottle/condiment bottle=调料瓶, spice jar/spice rack=调料罐/调味罐, cake stand=蛋糕架, toast rack=吐司架, napkin ring=餐巾环, decanter=醒酒器, gaiwan=盖碗, tea set=茶具, baby bowl=宝宝碗
surface : placemat/place mat=餐垫/隔热餐垫, trivet/pot stand=锅垫/隔热垫, chopping board/cutting board/breadboard wood=案板/砧板/切菜板/菜板
plate : saucer=茶碟/碟/碟子/杯碟, platter/serving plate=大盘/拼盘
bowl : soup bowl=汤碗, salad bowl=沙拉碗, ramekin=烤碗/小烤盅
bin : ice bucket/wine cooler=冰桶, mop bucket=拖把桶
bottle : baby bottle/feeding bottle/nursing bottle=奶瓶, thermos/vacuum flask/insulated bottle=保温杯/保温瓶/热水瓶/暖瓶, water bottle/sports bottle=水瓶/水壶瓶/运动水壶, wine bottle=酒瓶/红酒瓶, beer bottle=啤酒瓶
bottle : spray bottle/atomizer/spritzer=喷壶/喷雾瓶/喷瓶, squeeze bottle/squirt bottle=挤压瓶/挤酱瓶, pump bottle/soap dispenser=按压瓶/皂液器/给皂机, plastic bottle/pet bottle=塑料瓶/矿泉水瓶, hip flask=酒壶
bottle : milk bottle=牛奶瓶, medicine bottle/pill bottle=药瓶, perfume bottle=香水瓶, vinegar bottle=醋瓶, canteen bottle=军用水壶
pot : saucepan=奶锅/小汤锅/炖锅, stockpot=汤锅/高汤锅, wok=炒锅/炒菜锅
pan : frying pan/skillet/frypan=平底锅/煎锅, griddle/grill pan=煎烤盘
cookware : casserole/dutch oven/cocotte=砂锅/铸铁锅/炖盅, roasting tin/roasting pan=烤肉盘/烤盆, cake tin/cake pan/baking mould/baking mold=蛋糕模/蛋糕模具, muffin tin/muffin pan=玛芬模具/蛋糕连模
cookware : loaf tin/bread pan=吐司模具/面包模, rice cooker=电饭煲/电饭锅/电锅, pressure cooker/instant pot=高压锅/压力锅, steamer/bamboo steamer/steamer basket=蒸锅/蒸笼/蒸屉/笼屉, slow cooker/crockpot/crock pot=慢炖锅/电炖锅
cookware : kettle/electric kettle/tea kettle=水壶/热水壶/电水壶/烧水壶, french press/cafetiere=法压壶, double boiler=双层锅, fondue pot=奶酪火锅锅, tagine=塔吉锅, wok lid=炒锅盖, portafilter=咖啡手柄/冲煮手柄, tamper=压粉器/压粉锤
cookware : coffee filter/filter paper cone=咖啡滤纸, coffee dripper=咖啡滤杯/手冲滤杯, ice cube tray/ice tray/ice mould=冰格/制冰盒/冰块模具, knife block/knife holder/knife stand=刀架/刀座
cookware : plastic wrap/cling film/saran wrap/food wrap=保鲜膜, foil/aluminium foil/aluminum foil/tin foil/tinfoil=锡纸/铝箔/铝箔纸/锡箔纸, baking paper/parchment paper/greaseproof paper=烘焙纸/油纸
cookware : cereal dispenser=谷物桶, bread bin/bread box=面包箱/面包盒, fruit bowl/fruit basket/fruit plate=果盆/果篮/水果篮, spoon rest/ladle rest=勺托/勺架, paper towel holder/kitchen roll holder=厨房纸架
cookware : cutlery tray/cutlery drawer/utensil holder=餐具盒/刀叉盒/筷笼/筷筒, sink strainer=水槽滤网
scale : kitchen scale/food scale=厨房秤
storage-box : food storage box/tupperware/food container/lunch container=保鲜盒/乐扣盒/食品盒
tray : baking tray/baking sheet/cookie sheet/sheet pan=烤盘/烤板
kettle : teapot=茶壶, coffee pot/moka pot/carafe=咖啡壶/摩卡壶, pitcher/jug/ewer=壶/水罐/冷水壶/凉水壶
lid : pot lid/pan lid=锅盖
glove : oven glove/oven mitt/potholder/pot holder=隔热手套/烤箱手套
shelf : dish rack/drying rack/dish drainer/draining rack=碗架/沥水架/晾碗架, bookshelf/bookcase=书架/书柜, shoe cabinet/shoe rack/shoe shelf=鞋柜/鞋架, umbrella stand=伞架
shelf : magazine rack/newspaper rack=杂志架/报刊架, wine rack=酒架/红酒架, towel rack/towel rail/towel bar=毛巾架/毛巾杆
appliance : mini oven/toaster oven=小烤箱/台式烤箱/迷你烤箱, oven=烤箱/烤炉, toaster=烤面包机/吐司机/多士炉, microwave/microwave oven=微波炉, air fryer=空气炸锅, deep fryer/fryer=炸锅/油炸锅/炸炉, blender/smoothie maker=搅拌机/破壁机/料理机
appliance : food processor/meat grinder/mincer=绞肉机/食物处理机/料理棒, coffee machine/coffee maker/espresso machine=咖啡机/意式咖啡机, coffee grinder=磨豆机/咖啡磨, waffle maker/waffle iron=华夫饼机
appliance : bread machine/bread maker=面包机, rice polisher=碾米机, soymilk maker=豆浆机, ice maker/ice machine=制冰机, ice cream machine=冰淇淋机, popcorn machine=爆米花机
appliance : range hood/extractor hood/cooker hood/extractor fan=抽油烟机/油烟机/排风扇, barbecue/bbq/barbecue grill/grill=烧烤架/烤肉架/烧烤炉, fridge/refrigerator=冰箱/雪柜, wine fridge=酒柜
appliance : water dispenser/water cooler=饮水机, water purifier/water filter=净水器/滤水壶, water heater/boiler/geyser=热水器/锅炉, fan/electric fan/ceiling fan=风扇/电风扇/吊扇/电扇, air conditioner/aircon=空调/冷气机/冷气
appliance : humidifier=加湿器, dehumidifier=除湿机/抽湿机, air purifier=空气净化器, heater/radiator/space heater=暖气/取暖器/电暖器/暖气片, electric blanket=电热毯, clothes iron/flat iron/steam iron/iron=熨斗/电熨斗/蒸汽熨斗
appliance : garment steamer=挂烫机, hair dryer/hairdryer/blow dryer=吹风机/电吹风, curling iron/hair straightener=卷发棒/直发器, pressure washer=高压清洗机/洗车机, sewing machine/overlocker=缝纫机/锁边机
appliance : garbage disposal=厨余粉碎机, vending machine=售货机/自动售货机/贩卖机, hand dryer=干手机/烘手机, dispenser=分配器/出料机, mosquito lamp/bug zapper=灭蚊灯, smoke detector/smoke alarm/fire alarm=烟雾报警器/烟感/火灾报警器
appliance : burglar alarm/alarm=警报器/报警器, thermostat=温控器/恒温器, intercom=对讲门铃/门禁
blender : juicer/juice extractor=榨汁机/原汁机, stand mixer/hand mixer/mixer/dough mixer=厨师机/打蛋机/和面机
stove : induction cooker/induction hob=电磁炉, gas stove/gas cooker/gas hob=煤气灶/燃气灶
vacuum-cleaner : steam cleaner/steam mop=蒸汽拖把
camera : security camera/cctv/surveillance camera=监控摄像头
fridge : freezer=冰柜/冷冻柜/冷冻室
cleaning-tool : vacuum cleaner/hoover/vacuum=吸尘器/真空吸尘器, broom/besom=扫帚/扫把/笤帚, floor mop/mop=拖把/拖布/墩布, dustpan=簸箕/畚箕, feather duster/duster=鸡毛掸子/掸子/除尘掸, squeegee/window wiper=刮水器/玻璃刮/刮窗器
cleaning-tool : scrubbing brush/scrub brush=板刷/硬毛刷/地板刷, toilet brush=马桶刷/厕所刷, bottle brush=奶瓶刷/瓶刷, dish brush=洗碗刷/锅刷, sponge=海绵, microfiber cloth/microfibre cloth/cleaning cloth=超细纤维布/清洁布
cleaning-tool : chamois/chamois leather/shammy=麂皮/鹿皮巾, lint roller=粘毛器/粘尘滚筒, plunger=皮搋子/马桶搋/吸盘搋子, laundry detergent/washing powder/detergent=洗衣液/洗衣粉/洗涤剂, fabric softener/softener=柔顺剂
cleaning-tool : dish soap/washing up liquid/dishwashing liquid/dish detergent=洗洁精/洗碗液/洗碗精, dishwasher tablet/dishwasher pod=洗碗块, soap/hand soap/bar of soap/soap bar=肥皂/香皂/洗手液
cleaning-tool : disinfectant/sanitizer=消毒液/消毒剂/消毒喷雾, hand sanitizer=免洗洗手液/洗手消毒液, floor cleaner/cleaner/cleaning agent/cleaning spray/cleaner spray=清洁剂/清洗剂/清洁喷雾
cleaning-tool : window cleaner/glass cleaner=玻璃水/玻璃清洁剂, limescale/scale deposit=水垢/水渍, air freshener=空气清新剂, polish wax/floor wax/car wax=地板蜡/车蜡, shoe polish=鞋油
cleaning-tool : clothes peg/clothespin/clothes pin/peg clip=晾衣夹/衣夹/木夹子, drying stand/airer/clothes horse/laundry rack=晾衣杆/落地晾衣架, ironing board=熨衣板/烫衣板, carpet beater=地毯拍
tissue : wet wipe/wipes/baby wipe/wet wipes=湿巾/湿纸巾
laundry-detergent : laundry pod/detergent pod=洗衣凝珠
device : robot vacuum/roomba/robot mop=扫地机器人/扫地机/拖地机器人
washer-appliance : washing machine/laundry machine/washer machine=洗衣机, dryer/clothes dryer/tumble dryer/drying machine=烘干机/干衣机, dishwasher/dish washer=洗碗机
furniture-part : doorbell=门铃, lever handle/doorknob/door knob/door handle=门把手/门把/门柄, drawer handle/handle=把手/拉手, hinge=铰链/合页, drawer slide/drawer runner=抽屉滑轨/滑轨, window sill/windowsill=窗台
furniture-part : curtain rod/curtain rail=窗帘杆, armrest=扶手/椅子扶手, headboard=床头板, table leg=桌腿/桌脚, chair leg=椅腿/椅脚, castor/caster/swivel wheel=脚轮/万向轮, keyhole=钥匙孔/锁孔, peephole=猫眼
furniture-part : doorstop/door stopper=门挡/门吸, handrail/banister/railing=扶手栏杆/楼梯扶手/栏杆, threshold=门槛, mirror=镜子/镜面
frame : window frame=窗框, doorframe/door frame/door jamb=门框, picture frame/photo frame=相框/画框
chair : sofa/couch/settee=沙发, armchair/recliner=扶手椅/躺椅/单人沙发, rocking chair=摇椅, stool/bar stool/footstool=凳子/板凳/吧台凳/脚凳, high chair/baby chair=婴儿餐椅/高脚椅/宝宝椅
chair : folding chair/deck chair/camp chair=折叠椅/沙滩椅, office chair/swivel chair=办公椅/转椅/电脑椅, ottoman/pouf=脚踏/软凳
table : bench=长凳/长椅, tabletop=桌面/桌板, coffee table=茶几/咖啡桌, dining table=餐桌/饭桌, bedside table/nightstand/night stand=床头柜, desk/writing desk/study desk/office desk=书桌/办公桌/写字台/写字桌
table : workbench/work table=工作台/操作台/钳工台, counter/countertop/kitchen counter/worktop/kitchen island=台面/灶台面/厨房台面/橱柜台面/料理台, folding table=折叠桌, dressing table/makeup table/vanity/dressing-table=梳妆台/化妆台
cabinet : tv stand/tv cabinet=电视柜, wardrobe/closet/armoire=衣柜/衣橱, dresser/chest of drawers=斗柜/五斗柜, cupboard/kitchen cabinet/pantry=橱柜/碗柜/食品柜/吊柜, filing cabinet/file cabinet=文件柜/档案柜
cabinet : locker/storage cabinet=储物柜/置物柜/更衣柜, medicine cabinet=药柜/浴室镜柜
furniture : coat rack/coat stand/hat stand=衣帽架/挂衣架, clothes rail/clothes rack/garment rack/rail=衣杆/挂衣杆/展示架/龙门架, bed frame/bedframe=床架, toilet paper holder/toilet roll holder=卷纸架/纸巾架/厕纸架
furniture : easel=画架, room divider/folding screen=屏风/隔断, fireplace/hearth=壁炉, grandfather clock=落地钟, altar=供桌, podium/lectern=讲台, statue/figurine/bust/sculpture=雕像/雕塑/塑像/小雕像
bed : bunk bed=上下铺/双层床/高低床, crib/cot/cradle/baby bed=婴儿床/摇篮
textile : hammock=吊床
lamp : chandelier/pendant lamp/ceiling lamp/ceiling light=吊灯/吸顶灯/顶灯, floor lamp/standing lamp=落地灯, night light/nightlight=夜灯/小夜灯, fairy lights/string lights/christmas lights=彩灯/串灯
lamp : lantern/paper lantern=灯笼, candle=蜡烛
clock : wall clock=挂钟
window : screen door/mosquito screen/window screen=纱窗/纱门
door : sliding door=推拉门/移门, garage door/roller shutter/shutter=卷帘门/车库门/卷闸门, glass door=玻璃门, trapdoor/hatch=舱门/活板门
lock : door bolt/deadbolt/door latch/latch=门闩/插销/门栓
curtain : blinds/venetian blind/venetian blinds/roller blind/window blind=百叶窗/百叶帘/卷帘, shower curtain=浴帘, bead curtain/door curtain=门帘/珠帘, drapes=布帘/厚窗帘
fixture : toilet/toilet bowl/lavatory/commode=马桶/坐便器/抽水马桶, toilet lid=马桶盖, cistern/toilet tank=水箱马桶/马桶水箱, urinal=小便池/小便器, bathtub/bath tub/tub bath=浴缸/浴盆
fixture : shower/showerhead/shower head=淋浴/花洒/莲蓬头, sink/kitchen sink=水槽/洗碗池/洗菜池, drain/floor drain/plughole=下水道/地漏/下水口/排水口, bath plug/sink plug=浴缸塞/水槽塞, soap dish/soap holder=肥皂盒/香皂盒
fixture : light fitting/lamp holder/lampholder/light socket=灯座/灯头, lampshade/lamp shade=灯罩, dimmer=调光器, fuse box/breaker/circuit breaker/distribution box=保险丝盒/断路器/空气开关/配电箱, gas meter=燃气表/煤气表
fixture : water meter=水表, vent/air vent/air duct=通风口/风管/出风口, chimney=烟囱, gutter/rain gutter=排水槽/雨水槽, scroll painting/scroll=卷轴/挂轴, wallpaper=墙纸/壁纸, ornament/bauble=摆件/装饰品/挂饰
fixture : wood carving/wooden carving=木雕, christmas tree=圣诞树, wreath/garland=花环/花圈, candlestick/candle holder=烛台, incense/incense stick=线香/熏香, litter box/litter tray=猫砂盆/猫厕所, cat litter=猫砂
fixture : dog bowl/pet bowl/food bowl=狗碗/宠物碗/食盆, leash/lead rope/dog lead=牵引绳/狗绳/狗链, dog collar/pet collar/collar band=项圈/狗项圈, kennel/dog house=狗窝/狗屋, cat tree/scratching post=猫爬架/猫抓板
fixture : pet carrier/cat carrier=猫包/宠物箱, dog bed=狗床, bird feeder=喂鸟器, mousetrap/rat trap=捕鼠器/老鼠夹/捕鼠夹, fly swatter=苍蝇拍, mosquito net=蚊帐, mosquito coil/insecticide=蚊香/杀虫剂
toilet : toilet seat=马桶圈/马桶座/坐便圈
pipe : drainpipe/waste pipe=排水管/下水管, water pipe/plumbing=水管/给水管
sink : washbasin/wash basin/basin=洗脸盆/洗手盆/面盆/脸盆
button : light switch/wall switch=电灯开关/墙壁开关/灯开关
socket : wall socket/power outlet/electrical outlet/power point=墙壁插座/电源插座, extension lead/power strip/extension cord/power board=插线板/接线板/排插/拖线板
part : electric meter/electricity meter=电表
container : mailbox/letterbox/postbox/post box=邮箱/信箱/邮筒, ashtray=烟灰缸, vase/flower vase=花瓶, fish tank/aquarium/fishbowl=鱼缸/水族箱, cage/birdcage/bird cage=鸟笼/笼子
paper : photo album=相册, poster=海报
box : piggy bank/money box=存钱罐/储蓄罐
sponge : scouring pad/steel wool/scourer=钢丝球/百洁布/洗碗布/菜瓜布
trash : bin liner/trash bag/garbage bag/bin bag/rubbish bag=垃圾袋
liquid : bleach=漂白水/漂白剂/消毒水
hanger : washing line/clothesline/clothes line=晾衣绳
basket : laundry basket/hamper=洗衣篮/脏衣篮/脏衣篓
bedding : pillow=枕头, bolster/neck pillow=抱枕/颈枕, cushion/throw pillow/seat cushion=靠垫/坐垫/靠枕, sheet/bed sheet/bedsheet/fitted sheet=床单/床笠, pillowcase/pillow case/pillowslip=枕套
bedding : duvet/quilt/comforter=被子/棉被/羽绒被, duvet cover/quilt cover=被套/被罩, blanket/throw blanket/woollen blanket=毯子/毛毯/盖毯, bedspread/coverlet=床罩/床盖, mattress=床垫
bedding : mattress topper/mattress pad=床褥/床护垫, sleeping bag=睡袋, futon=榻榻米床垫, cot sheet=婴儿床单
room : bedroom=卧室/睡房/寝室, living room/lounge/sitting room=客厅/起居室, dining room=餐厅/饭厅, study room=书房, nursery room/nursery=婴儿房/育儿室, laundry room=洗衣房
room : utility room/storeroom/storage room=储藏室/杂物间/储物间, attic/loft=阁楼, basement/cellar=地下室/地窖, hallway/corridor/passage=走廊/过道/楼道, staircase hall=楼梯间, balcony/terrace/veranda=阳台/露台, porch=门廊
room : patio=庭院/天井, garage=车库, garden/backyard/yard=花园/院子/后院, driveway=车道, rooftop/roof=屋顶/房顶, cloakroom=衣帽间, meeting room/conference room=会议室, office=办公室, classroom=教室
room : front desk/reception/reception desk=前台/接待处, entrance/doorway=门口/入口/玄关, bathroom/toilet room/restroom/washroom=卫生间/厕所/洗手间/浴室/洗手台, changing room/fitting room=试衣间/更衣室, kitchen=厨房/伙房
room : canteen/cafeteria/restaurant/diner=食堂/餐馆/饭店/饭馆, cafe/coffee shop=咖啡店/咖啡厅, pub/bar room=酒吧, hotel/hostel=酒店/旅馆/宾馆, store/shop/mall=商店/店铺/商场, bakery=面包店/烘焙坊, bank=银行, post office=邮局
room : cinema/theatre=电影院/剧院, museum=博物馆, church/temple=教堂/寺庙, prison=监狱, school=学校, university=大学, kindergarten=幼儿园, library=图书馆, hospital/clinic=医院/诊所
room : operating room/operating theatre=手术室, pharmacy=药房/药店, airport=机场, train station/railway station=火车站/车站, bus stop=公交站/公交车站, parking lot/car park/parking space=停车场/停车位/车位
room : petrol station/gas station=加油站, playground=操场/游乐场, gym=健身房/体育馆, swimming pool=游泳池/泳池, public park/park=公园, street=街道/马路/大街, crosswalk/zebra crossing/pedestrian crossing=斑马线/人行横道
room : sidewalk/pavement=人行道, intersection/crossroads=十字路口/路口, bridge/footbridge/overpass=天桥/桥/人行天桥, tunnel=隧道, elevator/lift car=电梯/升降梯, escalator=扶梯/自动扶梯/手扶梯, stairwell=楼梯井
store : supermarket/grocery store=超市/便利店
hospital : ward=病房
floor : lawn=草坪/草地
`;
