/** Verbs of writing, play, care, laboratory, field and bodies: more words for those of `lexicon-verbs.ts`. */

/** Lines read `id : English, … : Chinese, …`; ids are those of `lexicon-verbs.ts`, `-` stands for none. */
export const FIELD_VERBS = `
draw-line : write on, write a letter>letter, write letters, write characters, write calligraphy, write your name, scrawl, sketch out, draw on, draw a circle, draw a line : 写在, 写上, 写下, 写出, 写作业, 写毛笔字, 写书法, 写信>letter, 写名字, 写数字, 写汉字, 画上
draw-line : draw circles, draw lines, draw pictures, copy out, note down, jot down, underline, trace over, trace out, color in, colour in, tick, tick off : 画在, 画成, 画个, 画圈, 画圆圈, 画线, 画直线, 画一条线, 画图, 画图案, 画眉>eyebrow, 涂鸦
draw-line : cross out, autograph, sign the contract>contract, sign the document>document, sign on, paint a picture>picture, paint picture>picture, fill out : 涂画, 描画, 描红, 描线, 勾画, 勾勒, 打勾, 打钩, 圈出, 签合同>contract
draw-line : fill out the form>document, fill in the form>document, mark out, scribe a line, graffiti : 签文件>document, 签收, 填表>document, 填表格>document, 登记, 抄写, 标注, 做记号
draw-line : - : 画记号, 放样
stamp : stamp on, stamp the document>document, stamp documents>document, seal with wax, put a stamp on, imprint, punch the ticket>ticket : 盖公章>rubber-stamp, 盖印章>rubber-stamp, 敲印章>rubber-stamp, 盖戳, 打戳
stamp : - : 检票>ticket, 压印
paint : paint over, paint the wall>wall, paint wall>wall, paint walls>wall, paint a wall>wall, paint the fence>fence, paint the door>door, paint nails>fingernail : 刷墙>wall, 刷墙面>wall, 粉刷墙壁>wall, 粉刷墙面>wall, 刷漆>wall-paint
paint : paint the nails>fingernail, paint with a roller, apply paint>wall-paint, apply a coat of paint>wall-paint, apply varnish>varnish, stain wood, lacquer, gild, coat of paint : 刷油漆>wall-paint, 刷涂料>wall-paint, 滚涂, 滚漆, 漆墙>wall, 涂墙>wall
paint : roll paint, spray-paint, touch up paint, colour hair>hair, dye, dye hair>hair, dye fabric>fabric, dye the fabric>fabric : 涂油漆>wall-paint, 上漆>wall-paint, 喷涂油漆>wall-paint, 刷栅栏>fence
paint : - : 染, 染色, 染头发>hair, 染发>hair, 染布>fabric, 涂指甲>fingernail, 上釉
erase : erase the board>writing-board, erase the whiteboard>writing-board, erase the blackboard>writing-board, erase from, rub off the board>writing-board : 擦白板>writing-board, 擦黑板>writing-board, 擦干净黑板>writing-board
erase : wipe the whiteboard>writing-board, wipe whiteboard>writing-board, wipe the blackboard>writing-board, wipe the board>writing-board, clean the board>writing-board : 擦干净白板>writing-board, 擦去字, 擦掉字迹, 涂改, 橡皮擦掉
erase : clear the board>writing-board, erase pencil, delete : -
type : type a letter>letter, type letters, type words, type on the keyboard>keyboard, type on a keyboard>keyboard, press the keys>keyboard, enter the number, enter a number : 打字到, 打字输入, 敲代码, 敲字, 输入数字, 输入验证码, 按密码, 按数字, 拨电话>phone
type : dial a number>phone, dial the number>phone, input, enter on keypad : 拨打电话>phone, 拨号码>phone, 在键盘上打字>keyboard
play : play a tune, play on, play cards>playing-card, play poker>playing-card, play mahjong>mahjong-tile, play the violin>violin, play violin>violin, play the cello>cello : 弹奏钢琴>piano, 弹钢琴>piano, 弹吉他>guitar, 弹古筝>guzheng, 弹琵琶>pipa
play : play the piano>piano, play the guitar>guitar, play guitar>guitar, play the flute>flute, play the harp>harp, play the drums>drum, bow the cello>cello : 弹竖琴>harp, 拉小提琴>violin, 拉大提琴>cello, 拉二胡>erhu, 拉琴>violin
play : bow the violin>violin, bow a cello, pluck the string, pluck strings, strum the guitar>guitar, strum a guitar>guitar, blow the trumpet>trumpet, blow a whistle>whistle : 拉手风琴>accordion, 吹笛子>flute, 吹长笛>flute, 吹小号>trumpet
play : blow the whistle>whistle, blow the flute>flute, play go>go-stone, play table tennis>ping-pong-ball, play basketball>basketball, play volleyball>volleyball : 吹喇叭>trumpet, 吹口琴>harmonica, 吹萨克斯>saxophone, 吹唢呐>suona
play : play golf>golf-ball, play frisbee>frisbee, play video games>game-console, perform music : 吹哨子>whistle, 吹口哨>whistle, 打架子鼓>drum, 打牌>playing-card
play : - : 打扑克>playing-card, 打麻将>mahjong-tile, 下围棋>go-stone
play : - : 下象棋>chess-piece, 下国际象棋>chess-piece, 玩积木>block, 玩玩具>toy, 玩游戏
play : - : 玩耍, 打游戏>game-console, 玩魔方>rubik's-cube
play : - : 放风筝>kite, 打保龄球>bowling-ball, 打高尔夫>golf-ball
play : - : 推杆打高尔夫球>golf-ball, 打台球>billiard-ball
play : - : 打排球>volleyball
play : - : 荡秋千>swing-seat
shuffle : shuffle cards>playing-card, shuffle the cards>playing-card, shuffle the deck>playing-card, deal cards>playing-card, deal the cards>playing-card, cut the deck>playing-card : 洗牌>playing-card, 洗扑克>playing-card, 发牌>playing-card
shuffle : - : 洗麻将>mahjong-tile, 切牌>playing-card
swipe : swipe left, swipe right, swipe up, swipe down, swipe the screen>monitor, swipe on the screen>monitor, scroll down, slide finger, swipe through : 滑动手机屏幕>monitor, 滑手机>phone, 刷手机>phone, 上滑, 下滑, 左滑, 右滑
swipe : - : 划手机>phone, 刷门禁卡>card, 刷银行卡>card
shake : shake well, shake the bottle>bottle, shake the tube>test-tube, shake to mix, shake hands with dice, shake dice>dice, shake a cocktail>cocktail, shake off : 摇一下, 摇晃均匀, 摇散, 摇动均匀, 摇骰子>dice, 掷骰子>dice, 摇瓶子>bottle
shake : swirl the flask>flask, swirl the glass>glass, swirl in, vortex mix, vortex the tube>test-tube, oscillate, tilt back and forth, invert to mix, jolt, waggle : 摇奶瓶>baby-bottle, 摇试管>test-tube, 摇树>tree, 摇摇篮>crib, 甩动
shake : shake the tree>tree, rock gently, rock the cradle>crib, rock the baby>baby : 甩掉水, 甩干水, 晃一下, 晃荡, 晃动瓶子>bottle, 抖一抖, 抖掉, 抖动衣服>garment, 抖灰
shake : - : 震荡混匀, 涡旋混匀, 涡旋震荡, 颠倒混匀, 上下颠倒混匀, 摇铃铛>bell, 摇沙锤>maracas, 振摇
shake : - : 轻摇
wave : wave to, wave hello, wave hand>body-hand, wave a flag>flag, wave the flag>flag, swing the arm>arm, brandish, flap, flag down, greet with a wave : 挥一挥, 挥舞, 挥旗>flag, 摇旗>flag, 扇, 扇扇子>hand-fan, 扇风, 摆手, 摇手, 挥臂
wave : - : 示意, 摆臂, 问候
gesture : show a gesture, ok sign, v sign, make a heart, finger heart, raise an arm, raise arms, cross arms, fold arms, put hands up, hands up, put hands on hips : 做动作, 比耶, 比心形, 敬礼手势, 打手势, 举起手, 抬起手臂, 张开双臂, 叉腰, 抱臂, 双手合十, 作揖手势
gesture : stick out, clench fist, finger spelling : 比OK, 比ok
spar : spar, throw a punch, punch the bag>punching-bag, uppercut, jab, kick box, do karate, do kung fu, duel, parry, do wing chun, wing chun, practise kung fu : 出拳, 挥拳, 打拳击, 打沙袋>punching-bag, 直拳, 勾拳, 摆拳, 上勾拳, 咏春拳, 打咏春拳
spar : - : 练武, 格斗, 散打, 击剑, 舞剑, 耍剑, 拼刺
throw : throw to, throw over, throw the ball>ball, throw a ball>ball, throw up, throw the dart>dart, throw darts>dart, throw a frisbee>frisbee, throw the frisbee>frisbee : 投出, 投出去, 投向, 抛起, 抛出去, 抛过去, 抛向, 扔过去, 扔球>ball, 扔出去, 扔上
throw : throw a javelin, toss to, toss up, toss over, toss the ball>ball, pass the ball>ball, shoot a basketball>basketball, shoot the basketball>basketball : 扔飞镖>dart, 投飞镖>dart, 掷飞镖>dart, 扔飞盘>frisbee, 投掷飞盘>frisbee
throw : shoot hoops>basketball, bowl a ball, cast a line, cast the net>net, flip a coin>coin, toss a coin>coin, pelt, skip stones>stone, launch, catapult : 投篮>basketball, 投球>ball, 传球>ball, 发球>ball, 抛球>ball, 抛硬币>coin
throw : roll the ball>ball, roll a ball>ball, roll the dice>dice, throw dice>dice, put the shot : 套圈>ring, 扔沙包>beanbag, 丢沙包>beanbag, 丢手绢>handkerchief, 滚球>ball
throw : - : 甩出, 甩竿>fishing-rod, 撒网>net, 掷出, 扔石头>stone, 打水漂>stone, 弹射, 射
throw : - : 射箭>arrow, 射击, 开枪
discard : throw into the trash>trash, throw in the trash>trash, throw in the bin>trash, put in the trash>trash, put into the trash>trash, put in the bin>trash : 扔到垃圾桶>trash, 丢进垃圾桶>trash, 丢到垃圾桶>trash, 扔进垃圾箱>trash
discard : toss in the trash>trash, throw away trash>trash, throw trash>trash, throw out the trash>trash, put trash in>trash, drop into the trash>trash, dump the trash>trash : 投进垃圾桶>trash, 倒入垃圾桶>trash, 扔垃圾>trash, 丢垃圾>trash, 倒垃圾>trash
discard : dump trash>trash, dump garbage>trash, clear the trash>trash, scrape into the bin, empty the dustpan>dustpan, empty the ashtray>ashtray : 清垃圾桶, 倒烟灰缸>ashtray, 倒簸箕>dustpan, 倒便盆>bedpan, 倒尿壶, 倒厨余>trash
discard : empty the wastebasket>trash, ditch, eject waste, flush down, dispose of waste>trash : 舍弃, 弃置, 抛弃, 甩掉, 刮进厨余桶, 刮进垃圾桶>trash, 淘汰
catch : catch the ball>ball, catch a ball>ball, catch and throw, trap, snag, capture, catch fish>fish, catch insects>insect, net fish>fish, receive the ball>ball : 接住飞盘>frisbee, 接传球>ball, 捕, 捕捉, 捉, 捉住, 逮, 逮住, 抓鱼>fish
catch : - : 捞金鱼>goldfish, 抓蝴蝶>butterfly, 捕鱼>fish, 捉虫>insect, 接东西
catch : - : 收球>ball, 守门
kick : kick over, kick away, kick a ball>ball, kick the ball>ball, kick a football>football, dribble the ball>ball, shoot a goal>goal, take a penalty, header, trample, stomp : 踢出, 踢开, 踢倒, 踢一脚, 踢毽子, 踩, 踩下, 踩住, 踩踏板>pedal, 踩刹车>brake
kick : stamp feet, tread on, step on, step on the pedal>pedal, press the pedal>pedal : 踩油门>throttle, 踩扁, 跺脚, 带球>ball, 运球>ball, 点球, 蹬, 蹬腿, 踏
squeeze : squeeze from, squeeze the bottle>bottle, squeeze the tube, squeeze the trigger>trigger, squeeze juice>juice, squeeze lemon>lemon, squeeze a lemon>lemon : 挤柠檬>lemon, 挤柠檬汁>lemon, 榨橙汁>orange-juice, 榨果汁>juice, 榨汁>juice
squeeze : squeeze the lemon>lemon, squeeze lime>lime, squeeze an orange>orange, squeeze the orange>orange, squeeze the lime>lime, juice a lemon>lemon, juice oranges>orange : 挤番茄酱>ketchup, 挤酱>sauce, 挤牙膏>toothpaste, 挤洗手液>soap
squeeze : juice the orange>orange, pinch off, pinch together, press out, clamp between fingers, crush in hand, crumple paper>paper, crumple up, scrunch, wad : 挤洗面奶>facial-cleanser, 挤出水, 捏瓶子>bottle, 捏球>ball, 捏一下, 挤扁, 压榨
squeeze : - : 揉纸团>paper, 攥成团, 揉成纸团>paper, 夹紧手指, 掐
point : point out, point toward, point towards, touch lightly, touch the ball>ball, tap the shoulder>shoulder, reach for, reach out, reach to, reach toward, reach towards : 指一指, 指出, 指到, 指着看, 触摸一下, 碰一碰, 碰一下, 碰触, 碰到, 摸一摸, 摸一下, 够到, 够着
point : extend hand>body-hand, hover above, hover over, approach with gripper, contact, prod, nudge with finger, tickle : 伸手去, 伸出手, 伸手拿, 伸手够, 接近, 移近, 点一点, 拨弄, 挠痒痒, 搔
pet : pet the cat>cat, pet the dog>dog, pet a cat>cat, stroke the cat>cat, stroke the dog>dog, pat the dog>dog, pat on the head>head, pat on the back, comfort, soothe, nuzzle : 摸猫>cat, 摸狗>dog, 摸小猫>cat, 摸小狗>dog, 撸狗>dog, 撸猫>cat, 抚摸猫>cat
pet : - : 抚摸狗>dog, 拍拍头, 拍肩膀>shoulder, 安抚, 轻拍
hug : give a hug, cuddle up, handshake, fist bump, high-five, hold hands, bump fists, give a high five, shake hand : 抱一抱, 搂, 搂住, 拥抱住, 握握手, 击个掌, 牵手, 碰拳, 抱娃>baby
feed : feed the dog>dog, feed the cat>cat, feed fish>fish, feed the fish>fish, feed the baby>baby, feed the patient>patient, feed the chickens>hen, feed the sheep>sheep : 喂汤>soup, 喂粥>soup, 喂奶>milk, 喂牛奶>milk, 喂苹果>apple, 喂鸡>hen
feed : feed the cows>cow, feed the pig>pig, feed the bird>bird, feed the birds>bird, feed the ducks>duckling, feed the horse>horse, feed soup>soup, feed medicine>medicine : 喂鸭>duckling, 喂羊>sheep, 喂牛>cow, 喂马>horse, 喂猪>pig, 喂鸟>bird
feed : spoon feed, bottle feed, bottle-feed, nurse, suckle, give medicine>medicine, give water to drink>water, give the dog water>water : 喂鱼>fish, 喂金鱼>goldfish, 喂猫>cat, 喂狗>dog, 喂兔子>rabbit, 喂宝宝>baby
feed : - : 喂孩子>child, 喂老人>elderly-person, 喂病人>patient, 喂药>medicine
feed : - : 喂饭>rice, 喂水>water, 饲喂, 饲养, 喂给, 给鱼喂食>fish, 投食, 撒食
feed : - : 加饲料>animal-feed, 添饲料>animal-feed
drink : drink from, drink up, drink water>water, drink coffee>coffee, drink tea>tea, drink milk>milk, drink juice>juice, drink beer>beer, take a sip, gulp, slurp, quaff : 喝掉, 喝一口, 喝完, 喝牛奶>milk, 喝咖啡>coffee, 喝果汁>juice, 喝饮料>beverage
drink : sip tea>tea, sip coffee>coffee, drink through a straw, lap up, suck through straw : 喝酒>wine, 喝啤酒>beer, 喝茶>tea, 喝水>water, 喝汤>soup, 喝药>medicine
drink : - : 喝粥>soup, 饮酒>wine, 饮茶>tea, 干杯, 碰杯, 敬酒, 吮吸, 品茶>tea, 抿
eat : eat up, eat breakfast, eat lunch, eat dinner, eat noodles>noodle, eat rice>rice, eat an apple>apple, nibble, munch, gobble, devour, lick, gnaw, have breakfast, have lunch : 吃掉, 吃一口, 吃完, 吃早饭, 吃午饭, 吃晚饭, 吃面>noodle, 吃面条>noodle, 吃水果>fruit
eat : have a meal, take medicine>medicine, take a pill>pill, take the pill>pill, swallow a pill>pill : 吃苹果>apple, 吃药>medicine, 吃火锅>hotpot, 吃蛋糕>cake, 用餐, 进餐, 咀嚼, 嚼
eat : - : 啃, 舔, 吞, 吞咽, 服药>medicine, 尝, 尝一口, 尝尝, 品尝一下
smoke : smoke, smoke a cigarette>cigarette, light a cigarette>cigarette, vape : 抽烟>cigarette, 吸烟>cigarette, 点烟>cigarette
inspect : check for, check on, check oil>engine-oil, check the oil>engine-oil, check oil level>engine-oil, check the tyre pressure>tire, check tire pressure>tire, check tyres>tire : 检查一下, 检查是否, 检查好, 检查机油>engine-oil, 检查机油尺>dipstick
inspect : check the dipstick>dipstick, check the label>label-tag, check the date, check dates, check with a meter, look over, look through, look inside, look around for : 查看机油>engine-oil, 看机油尺>dipstick, 检查轮胎>tire, 检查胎压>tire
inspect : look closely, look in the mirror>mirror, take a look, peek, peer, view, visualize, hunt for, locate, seek, scan for, search for, rummage, patrol and inspect : 检查标签>label-tag, 检查外观, 外观检查, 检查缺陷, 检测缺陷, 查看标签>label-tag, 查验证件
inspect : examine the patient>patient, examine under the microscope>microscope, inspect visually, visual inspection, quality check, audit, validate, checkup, assess, evaluate : 安检, 验货, 验收, 验钞>banknote, 看镜子>mirror, 照镜子>mirror, 寻找到, 找到, 找出
inspect : judge, taste test, test run, try out, listen to, listen, auscultate, listen with a stethoscope>stethoscope, take an x-ray, x-ray, ultrasound, take the pulse, look out for : 找寻, 搜索, 搜查, 搜, 探查, 探伤, 排查, 抽检, 抽查, 巡查, 盘查, 看一看, 观看, 观测, 窥视
inspect : keep watch, guard, oversee, tell apart, distinguish, recognize, recognise : 望, 听诊, 听, 听音乐, 听心跳>heart, 拍x光, 做b超, 做超声, 试, 试用, 试一试, 试吃, 试运行
inspect : - : 评估, 判断, 辨认, 辨别, 鉴别, 区分, 镜检, 显微镜观察>microscope, 看守, 守卫, 看病
read : read a book>book, read the book>book, read books>book, read a newspaper>newspaper, read the newspaper>newspaper, read a letter>letter, read the label>label-tag : 看书>book, 读书>book, 读报>newspaper, 看报纸>newspaper, 看杂志>magazine
read : read aloud, turn pages>book, turn the pages>book, flip pages>book, flip the page>book, leaf through a book>book, browse a book>book, browse, browse the menu>menu, peruse : 看菜单>menu, 看地图>map, 朗读, 念书>book, 翻书>book, 翻页>book, 翻书页>book
read : study : 翻开书>book, 翻阅, 翻看, 浏览, 学习
scan : scan items, scan the item, scan the package>box, scan the parcel>box, scan parcels>box, scan documents>document, scan a document>document, scan the label>label-tag : 扫码枪扫描, 扫描条码>barcode, 扫描条形码>barcode, 扫描二维码>barcode
scan : scan sku>barcode, scan the sku>barcode, scan a barcode>barcode, scan the barcode>barcode, scan barcodes>barcode, scan qr code>barcode, scan the qr code>barcode : 扫条码>barcode, 扫二维码>barcode, 扫描包裹>box, 扫描快递>box, 扫描文件>document
scan : scan the code>barcode, scan at the checkout : 扫描商品>goods, 扫商品>goods, 扫描标签>label-tag, 录入, 扫码>barcode, 扫码入库
scan : - : 扫码付款
measure : measure length, measure height, measure the diameter, measure distance, measure the temperature>temperature, measure temperature>temperature : 测量一下, 测量直径, 测量长度, 测量高度, 测量尺寸, 测直径, 测长度, 测距, 测厚, 测电压, 测量电压
measure : take the temperature>temperature, take temperature>temperature, take a temperature>temperature, take one's temperature>temperature, take blood pressure>blood-pressure : 测量电阻, 测通断, 量长度, 量尺寸, 量身高, 量体温>temperature, 测体温>temperature
measure : take the blood pressure>blood-pressure, measure blood pressure>blood-pressure, measure the blood pressure>blood-pressure, check blood pressure>blood-pressure : 测温>temperature, 测量体温>temperature, 测温度>temperature
measure : check the blood pressure>blood-pressure, check the temperature>temperature, take the patient's temperature>temperature, measure voltage, measure the voltage : 测量温度>temperature, 量血压>blood-pressure, 测血压>blood-pressure
measure : measure resistance, measure out, quantify, measure up, meter, calibrate against, probe voltage, take a reading, read the gauge, read gauge, survey land, size up : 测血糖>glucose-meter, 测心率, 测心电图, 做心电图, 量取, 测ph, 丈量, 测绘, 检尺, 读表
weigh : weigh on, weigh on the scale>scale, weigh on a scale>scale, weigh out powder, weigh the powder, weigh ingredients, weigh yourself, weigh the baby>baby, tare : 称取, 称一下, 称一称, 称体重, 称重量, 称出, 过秤, 上秤, 称水果>fruit, 称药, 去皮称重
count : count up, count out, count money>banknote, count the money>banknote, count coins>coin, count pills>pill, count cash>banknote, stocktake, take stock, inventory : 数数, 数钱>banknote, 点钱>banknote, 点钞>banknote, 数硬币>coin
count : take inventory : 数药片>pill, 点货>goods, 盘点库存>goods, 清点数量, 清点货物>goods, 统计
charge : charge the phone>phone, charge phone>phone, charge a phone>phone, charge the battery>battery, charge the car>car, charge a car>car, charge an electric car>car : 给手机充电>phone, 手机充电>phone, 给电池充电>battery, 给汽车充电>car, 给车充电>car
charge : charge the robot, recharge the battery>battery, go and charge, dock for charging, recharge itself : 充满电, 插上充电, 自动回充
buy : buy a ticket>ticket, buy groceries, go shopping, order food>food, place an order, check out groceries, pay the bill, pay cash>banknote, pay by card>card : 买票>ticket, 买菜>vegetable, 买东西, 逛超市>supermarket, 购物, 点餐>food
buy : make a payment, sell, vend, collect payment, ring up, ring up items : 点菜>food, 点单, 下单, 订餐>food, 收款, 收银, 收钱>banknote, 找零>coin, 刷脸支付
buy : - : 扫码支付, 卖, 售卖, 结算, 买水>water
make-bed : make the hospital bed>hospital-bed, straighten the bed, strip the bed, change the bed linen, make your bed, remake the bed, do the bed, tidy the bed : 铺好床, 铺床铺, 整理床>bed, 整理被褥, 收拾床铺, 铺病床>hospital-bed, 套床单
park : park the car>car, park in, parallel park, park a car>car, dock the robot, moor boat, valet : 泊车>car, 停车入库>car, 停好车>car, 侧方停车, 倒车入库, 停靠, 停泊
culture : streak plate, streak the plate>agar-plate, streak on agar>agar-plate, inoculate into, grow cells>cell, culture cells>cell, passage cells>cell, seed cells>cell : 接种到, 接种细菌>bacteria, 培养细胞>cell, 细胞培养>cell, 传代, 铺板
culture : plate cells>cell, plate out, spread plate, pick colonies>bacteria, pick a colony>bacteria, subculture cells : 挑菌>bacteria, 挑取菌落>bacteria, 挑菌落>bacteria, 涂平板>agar-plate
culture : - : 划平板>agar-plate, 划线接种, 孵育, 温育, 平板划线>agar-plate
plant : sow the : 播
plant : plant out seedlings>seedling, plant seedlings>seedling, plant the seedling>seedling, plant seeds>seed, plant a tree>tree, plant trees>tree, plant flowers>flower, plant in : 种上, 种下, 种到, 种在, 种庄稼>crop, 种地>field, 种花>flower, 种树>tree
plant : plant in a pot, sow the seeds>seed, sow seeds>seed, sow in, transplant seedlings>seedling, transplant rice>seedling, transplant into, bed out, repot the plant>plant : 种菜>vegetable, 种草>grass, 种水稻>paddy, 栽下, 栽到, 栽种到, 栽苗>seedling
plant : repot a plant>plant, pot up, set plants, dibble, prick out : 栽树苗>seedling, 插秧>seedling, 播种>seed, 播下, 播种机播, 点播, 扦插, 移栽到
plant : - : 移植到, 移苗>seedling, 换盆>flowerpot, 上盆>flowerpot, 给兰花换盆>orchid
plant : - : 分株, 埋下, 埋进, 埋土, 培土>soil, 填土>soil, 覆土>soil
bury : bury, bury in, entomb, backfill, cover with soil : 埋, 埋入, 掩埋, 填埋, 埋葬, 回填
breed-plant : pollinate flowers>flower, pollinate the flowers>flower, graft onto, hand pollinate, fertilise flowers : 给花授粉>flower, 人工授粉>flower, 嫁接到, 压条, 点花
till : till the soil>soil, till soil>soil, plough the field>field, plow the field>field, loosen the soil>soil, dig over, hoe the ground, hoe the field>field : 翻地>field, 耕田>field, 犁田>field, 犁地>field, 锄, 锄地>field, 松土>soil
till : turn over the soil>soil, harrow, cultivate the land, break ground, rotovate : 翻土>soil, 起垄, 整地>field, 旋耕, 耙田>field, 平整土地>field
weed : weed the garden>weeds, weed the bed>weeds, pull out weeds>weeds, pull up weeds>weeds, pull the weeds>weeds, remove the weeds>weeds, hoe weeds>weeds, dig up weeds>weeds : 拔除杂草>weeds, 清除杂草>weeds, 去草>weeds, 锄杂草>weeds, 除杂草>weeds
weed : kill weeds>weeds : 薅草>weeds, 打除草剂>weeds
milk : milk the cow>cow, milk a cow>cow, milk cows>cow, milk the goat>goat : 给牛挤奶>cow, 挤牛奶>cow, 挤羊奶>goat, 挤奶>cow
collect-honey : collect honey>honey, collect the honey>honey, harvest honey>honey, extract honey>honey, gather honey>honey : 采蜜>honey, 取蜂蜜>honey, 割蜜>honey, 取蜜>honey, 摇蜜>honey
collect-eggs : collect eggs>egg, collect the eggs>egg, gather eggs>egg, pick up eggs>egg : 捡鸡蛋>egg, 拾鸡蛋>egg, 捡蛋>egg, 收鸡蛋>egg
fish : fish with a rod>fishing-rod, go fishing, catch a fish>fish, angle for : 钓鱼>fish, 甩竿钓鱼>fish, 起竿
saddle : saddle, saddle up, saddle the horse>horse, harness the horse>horse, shoe the horse>horse, bridle the horse>horse : 备马>horse, 套马>horse, 给马上鞍>horse, 钉马掌>horse, 牵马>horse
leash : leash, put the leash on>leash, clip the leash on>leash, attach the leash>leash, put a leash on>leash, put on the leash>leash, clip the leash>leash : 套牵引绳>leash, 套上牵引绳>leash, 系牵引绳>leash, 扣牵引绳>leash
leash : put a collar on>dog-collar, put the collar on>dog-collar : 戴项圈>dog-collar, 套项圈>dog-collar, 拴狗>dog, 栓狗绳>leash, 套狗绳>leash
walk-dog : walk the dog>dog, walk a dog>dog, walk dogs>dog, take the dog for a walk>dog : 遛狗>dog, 牵狗散步>dog
split : split in two, split in half, split open, separate from, separate apart, part, detach from each other, pull asunder, divide into, divide in two, unstick pages : 分开来, 分成, 分成两半, 分成几份, 分离开, 掰开两半, 分离蛋清>egg-white, 分蛋>egg, 撕分
split : separate eggs>egg, separate the egg>egg, separate yolk>egg-yolk, singularize : 剥离开, 拨散, 弄散, 打散开
support : hold steady, hold in place, steady, stabilize, hold still, hold upright, keep steady, prop against, shore up, underpin, help up, help to stand : 扶着, 扶稳, 扶好, 扶正站, 扶老人>elderly-person, 搀扶老人>elderly-person
support : assist in walking, help walk, help the patient>patient, help the elderly>elderly-person, support the patient>patient, lend a hand, spot lifter : 扶病人>patient, 扶人起身>person, 扶起来, 压住不动, 稳住, 架住, 顶着, 支住, 支着
support : - : 撑着, 协助, 帮扶, 托着, 托稳, 抵住
resuscitate : do chest compressions, perform cpr, give cpr, mouth to mouth, defibrillate, rescue, save : 做心肺复苏, 胸外按压, 人工呼吸, 除颤, 抢救, 救援, 施救
turn-patient : turn the patient over>patient, turn the patient onto his side>patient, roll the patient>patient, roll the patient over>patient, reposition the patient>patient : 帮病人翻身>patient, 给病人翻身>patient, 病人翻身>patient
turn-patient : turn a patient>patient : 帮老人翻身>elderly-person
scratch : scratch an itch, scratch the back, scrape with nails, claw : 挠头>head, 挠背, 抓挠, 挠一挠, 搔痒
print : print out, print a document>document, print documents>document, print the document>document, print a label>label-tag, print labels>label-tag, copy a document>document : 打印出, 打印文件>document, 打印标签>label-tag, 打印照片>photo
print : make a copy, 3d print, screen print : 复印文件>document, 影印, 列印, 印刷, 印
inflate : inflate the tyre>tire, inflate the tire>tire, inflate a tire>tire, pump up the tyre>tire, pump up tyres>tire, inflate a balloon>balloon, inflate the balloon>balloon : 充满气, 充气到, 给轮胎充气>tire, 轮胎充气>tire, 给轮胎打气>tire, 轮胎打气>tire, 打气到
inflate : blow up a balloon>balloon, blow up the balloon>balloon, pump air into, inflate the ball>ball, pump up the ball>ball, fill with air : 给自行车打气>bicycle, 给球打气>ball, 气球充气>balloon, 吹气球>balloon
inflate : - : 吹起气球>balloon
deflate : deflate, let the air out, release air, burst, pop balloon>balloon, pop the balloon>balloon, burst the balloon>balloon, puncture balloon>balloon : 放气, 泄气, 扎破气球>balloon, 戳破气球>balloon, 排气
photograph : take a selfie, selfie, snap a picture, snap a photo, shoot a video, shoot a film, make a video : 拍张照, 拍照片>photo, 照张相, 自拍, 拍一张, 拍录像, 摄影, 摄像, 合影, 拍摄照片
navigate : navigate through, navigate around, fly a drone>drone, fly the drone>drone, pilot the drone>drone, drive a car>car, drive the car>car, drive the forklift>forklift : 开叉车>forklift, 驾驶叉车>forklift, 叉车叉货>forklift, 开汽车>car, 开车>car
navigate : drive a forklift>forklift, operate the forklift>forklift, drive through, drive a truck>truck, row, row a boat>boat, row the boat>boat, paddle, paddle a canoe>canoe : 开卡车>truck, 驾驶汽车>car, 驾驶到, 骑自行车>bicycle, 骑车>bicycle
navigate : paddle the canoe>canoe, sail, sail the boat>boat, ride a bike>bicycle, ride the bike>bicycle, ride a bicycle>bicycle, ride a horse>horse, ride the horse>horse : 骑单车>bicycle, 骑马>horse, 骑摩托车>motorcycle, 划船>boat, 划艇>boat
navigate : ride the elevator>elevator, take the elevator>elevator, take the lift>elevator, ride the escalator>escalator, take the escalator>escalator, board, board the bus>bus : 划皮划艇>canoe, 划桨>oar, 驾船>boat, 乘电梯>elevator, 坐电梯>elevator
navigate : get on the bus>bus, board a plane>airplane, get in the car>car, get into the car>car, commute, roam, wander around, map the room, deliver around, self-drive, taxi : 搭电梯>elevator, 乘扶梯>escalator, 坐扶梯>escalator, 上公交车>bus, 上车>car
navigate : - : 下车>car, 登机>airplane, 坐车>car, 乘坐, 开飞机>airplane, 飞无人机>drone
navigate : - : 飞到, 飞向, 飞过, 遥控无人机>drone, 航拍, 建图, 漫游
walk : walk into, walk out, walk over, walk over to, walk past, walk up to, walk in a circle, walk in place, walk on, stroll around, hike, march forward, take a step, take steps : 走到前面, 走一圈, 走几步, 走两步, 迈一步, 向前一步, 走进去, 走出去, 走到门口, 走到厨房, 走直线
walk : step forward, step into, step onto, step out, tiptoe, limp, shuffle forward, saunter, trudge, proceed to, head towards, go towards, go into, go out, go inside, get to : 走过来, 走到旁边, 走上, 走起, 走开, 走在, 走着, 徒步走, 漫步, 大步走, 快步走, 踮脚, 出门, 进门
walk : travel to, make way to, come to, come here, come in, enter the kitchen>kitchen, leave the room>room, exit the room>room, pass by, pass the door, cross, cross the bridge : 出去, 出来, 进去, 进来, 跨进, 到达, 抵达, 穿越, 横过, 涉水, 巡走, 靠近门, 走近桌子
walk : cross the field, wade : -
climb : climb up to, climb a tree>tree, climb the tree>tree, climb a wall>wall, climb the ladder>ladder, climb a ladder>ladder, climb up the ladder>ladder : 爬梯子>ladder, 爬上梯子>ladder, 爬树>tree, 爬墙>wall, 爬绳>rope
climb : climb the scaffold>scaffold, climb a rope>rope, climb the rope>rope, climb a mountain, climb the hill, go up a ramp, go up the ramp>ramp, step up onto, step onto the box : 爬脚手架>scaffold, 攀岩, 攀上, 爬台阶>stairs, 上台阶>stairs, 爬楼梯>stairs
climb : rock climb, ascend the stairs>stairs, climb the stairs>stairs, climb up stairs>stairs, walk up the stairs>stairs, go up stairs>stairs, go up the steps>stairs : 上楼梯>stairs, 登楼梯>stairs, 登台阶>stairs, 登梯>ladder, 上梯子>ladder
climb : walk up a slope, mount the steps>stairs, scramble up : 爬高, 爬到顶, 登顶, 往上爬, 踏上台阶>stairs
descend : go down the ramp, go down the steps>stairs, walk down the stairs>stairs, walk down the steps>stairs, come down the stairs>stairs, come downstairs, get down from : 走下楼梯>stairs, 下梯子>ladder, 爬下梯子>ladder, 下楼梯>stairs, 下台阶>stairs
descend : climb down the ladder>ladder, come down the ladder>ladder, step down from, abseil, rappel, dismount from, slide down : 往下爬, 滑下, 溜下, 跳下来, 下来, 下到
run : run on the spot, run to, run away, run on the treadmill>treadmill, run on a treadmill>treadmill, run around the track, run fast, sprint forward, jog around, rush, scamper : 跑过去, 跑过来, 跑几步, 跑步机跑步>treadmill, 在跑步机上跑步>treadmill, 跑回, 飞奔
run : charge forward, run a race, run backwards : 狂奔, 赛跑, 追跑, 跑酷, 疾跑, 倒着跑
jump : jump onto, jump off, jump forward, jump on the spot, jump in place, jump over a hurdle>hurdle-bar, jump over the hurdle>hurdle-bar, leap over, leap onto, hop on one leg : 跳一跳, 跳一下, 跳到, 跳过去, 跳上去, 跳起来, 跳远, 原地跳, 单脚跳, 蹦跳, 跨过去
jump : hop over, vault over, skip rope>skipping-rope, jump rope>skipping-rope, step over the beam, step across, long jump, high jump, parkour, bound, pounce, bounce up : 跨栏>hurdle-bar, 跨步, 翻越, 翻过, 跃过, 跃起, 腾空, 跳箱, 跳马
jump : - : 跳绳>skipping-rope
squat : squat up and down, squat low, kneel on, kneel on one knee, kneel beside, get on knees, go down on one knee, crouch low, bend forward, bend forwards, lean forward : 蹲起, 蹲姿, 单膝跪地, 跪在, 跪地, 跪坐, 屈膝, 屈身, 弯身, 前屈, 哈腰, 猫腰, 低头, 探身, 前倾
squat : lean over, bow down, take a knee, stoop down : -
exercise : do exercises, do gymnastics, gymnastics, aerobics, stretch arms, stretch legs, do sit-ups, do pull-ups, do push-up, do a push-up, do planks, do lunges, do burpees, burpee : 做瑜伽, 做俯卧撑动作, 做体操, 做广播体操, 体操, 举哑铃>dumbbell, 举杠铃>barbell, 卧推
exercise : lift a dumbbell>dumbbell, lift dumbbells>dumbbell, lift the barbell>barbell, lift barbell>barbell, lift a barbell>barbell, bench press, deadlift, do yoga poses, yoga : 硬拉, 平板支撑, 波比跳, 压腿, 热身, 甩壶铃>kettlebell, 练瑜伽, 太极拳, 打太极拳
exercise : pilates, tai-chi, practise tai chi, swing a kettlebell>kettlebell : -
sit : sit on the chair>chair, sit on a chair>chair, sit down on the chair>chair, sit on the sofa>sofa, sit at the table>table, sit up, lie on the bed>bed, lie in bed, lie flat : 坐下来, 坐着, 坐在, 坐椅子>chair, 坐沙发>sofa, 坐到椅子上>chair, 坐直, 坐起, 坐起来
sit : lie on the floor, go to bed, sleep : 躺, 躺在, 躺着, 躺平, 躺到, 躺床上>bed, 趴下, 趴, 卧倒, 睡觉, 休息, 侧卧
stand : stand on one leg, stand up from, stand up straight, get off the chair, rise, rise to feet, rise from, regain balance, keep balance, keep balanced, balance on one foot : 站直, 站立起来, 站好, 单脚站立, 金鸡独立, 立正, 站上, 站到, 站在, 保持站立, 重新站起, 摔倒后爬起
stand : balance on the beam>balance-beam, get up from, get up off the floor, recover after falling, recover from falling, stand back up, stay upright : 爬起, 恢复平衡, 维持平衡, 走平衡木>balance-beam, 平衡站立
fall : fall off, fall to the ground, fall backwards, fall forward, slip, slip and fall, topple over, keel over, tip over and fall, faint : 滑倒, 跌, 跌落, 摔跤, 摔下, 倒在地上, 晕倒, 跌坐, 扑倒, 栽倒
skate : skateboard, roller skate, ice skate, go skiing, ski down, go swimming, swim across, surf a wave, snowboard down, sled, ride a skateboard>skateboard : 滑滑板>skateboard, 玩滑板>skateboard, 溜冰, 溜旱冰, 滑旱冰, 滑冰鞋滑, 冲浪, 潜水
skate : ride the skateboard>skateboard, ride a scooter>scooter, dive in, dive into : 跳水, 自由泳, 蛙泳, 滑雪下山, 滑滑板车>scooter, 漂流
crawl : crawl forward, crawl on all fours, crawl into, crawl out, army crawl, roll on the ground, wriggle, squirm : 爬着走, 匍匐爬行, 爬进去, 爬出来, 钻过, 钻过去, 钻到, 打滚, 翻滚
avoid : avoid collision, avoid hitting, go around, walk around the obstacle>obstacle, swerve, steer around, keep away from : 避让, 躲闪, 避障行走>obstacle, 绕开障碍>obstacle, 绕过障碍物>obstacle
avoid : - : 绕障>obstacle, 躲开球>ball, 避免碰撞, 让开
follow : follow me, follow a person>person, follow the person>person, follow the line, line following, follow the wall, tail, chase after, pursue, escort, guide, lead : 跟着走, 跟在, 跟在后面, 跟上, 跟随人>person, 跟人走>person, 循迹, 沿线行走, 沿墙走, 追逐
follow : lead the way, show the way : 追赶, 带路, 引导, 引路, 领路, 护送, 陪, 陪同, 陪伴
speak : speak to, talk to, tell, tell a story, give a speech, announce, broadcast message, sing a song, read out, answer a question, answer questions, ask : 说, 讲话, 讲故事, 讲课, 聊天, 对话, 回答, 回答问题, 提问, 问, 问路, 播报, 播音, 通知, 宣读
speak : make a phone call>phone, call on the phone>phone, answer the phone>phone, pick up the phone call>phone, greet guests>guest, greet customers>customer : 致辞, 唱, 唱歌曲, 打电话>phone, 接电话>phone, 迎宾>guest, 欢迎客人>guest, 接待
speak : welcome guests>guest, give directions, take an order>food, present slides : 接待客人>guest, 导览, 解说, 指路
bow : bow to, take a bow, nod head, shake head, shake the head, bow politely, bend in greeting, curtsey : 鞠个躬, 点点头, 摇头, 行礼, 敬个礼, 作个揖, 抱拳, 低头致意
dance : dance to, dance ballet, breakdance, do the twist, tap dance, moonwalk, twerk, dance a waltz, lion dance, line dance : 跳街舞, 跳芭蕾, 跳交谊舞, 跳太空步, 扭秧歌, 舞狮, 舞龙, 跳广场舞, 街舞, 芭蕾, 舞动, 扭动身体
juggle : juggle balls>ball, juggle three balls>ball, contact juggling, spin a plate>plate, spin plates>plate, diabolo : 抛接球>ball, 抛球杂耍>ball, 转盘子>plate, 抖空竹, 耍杂技
juggle : - : 颠乒乓球>ping-pong-ball
acrobatics : do a backflip, do a cartwheel, do a handstand, do a somersault, do a headstand, headstand, roll forward somersault, do the splits, aerial : 侧空翻, 做后空翻, 前滚翻, 后滚翻, 侧手翻, 手倒立, 头倒立, 劈叉, 一字马, 翻筋斗
decorate : decorate the tree>christmas-tree, decorate the christmas tree>christmas-tree, hang ornaments on the tree>christmas-tree, put up decorations, hang decorations : 装饰圣诞树>christmas-tree, 布置房间>room, 挂装饰, 挂彩灯>fairy-lights
decorate : hang up decorations, put up christmas decorations, garnish, embellish, festoon : 挂灯笼>lantern, 装扮, 点缀, 摆盘装饰, 贴装饰
bleed : bleed, bleed the brakes>brake, bleed the radiator>heater, vent, release pressure, degas : 排气放空, 刹车排气>brake, 给刹车排气>brake, 放空气, 泄压, 排空
cast-metal : cast metal, cast iron, pour molten metal, smelt, forge, forge iron, die-cast : 浇铸件, 铸造, 锻造, 锻打, 打铁, 熔炼, 炼钢, 压铸
shape-metal : press brake, stamp metal, turn on a lathe, mill a part, machine a part, roll steel, extrude, injection mould, injection mold, degate : 冲压, 铣削, 车削, 铣, 机加工, 切削, 注塑, 剪水口>sprue, 切水口>sprue, 切除水口>sprue
shape-metal : trim sprue>sprue, cut off the sprue>sprue, cut sprues>sprue, remove the sprue>sprue, de-gate, demould, demold, mold, stamp out parts, emboss metal : 去水口>sprue, 修水口>sprue, 脱模, 起模, 挤压成型, 轧, 拉拔
tune-instrument : tune the guitar>guitar, tune the violin>violin, tune the piano>piano, tune a guitar>guitar, tune an instrument>instrument : 调音, 给吉他调音>guitar, 吉他调音>guitar, 给小提琴调音>violin, 校音
remove-staples : remove the staples>staple-pin, remove staples>staple-pin, pull staples>staple-pin, take out the staples>staple-pin : 拆订书钉>staple-pin, 起订书钉>staple-pin, 拔订书钉>staple-pin, 起钉子>nail
remove-staples : - : 拔钉子>nail, 起钉>nail
staple : staple, staple together, staple paper>paper, staple papers>paper, staple the papers>paper, staple the sheets>paper, staple sheets>paper, staple documents>document : 订, 订书, 装订, 订在一起, 订纸>paper, 钉书, 订文件>document, 装订文件>document
staple : - : 用订书机订
ignite : light a candle>candle, light the candle>candle, light candles>candle, light a match>match, strike a match>match, light the stove>stove, light a fire>flame : 点蜡烛>candle, 点燃蜡烛>candle, 划火柴>match, 擦火柴>match, 点火柴>match
ignite : light the fire>flame, start a fire>flame, make a fire>flame, burn, light the gas>stove, light incense>incense, spark : 点灶>stove, 打火, 点燃灶火>stove, 生火>flame, 烧火>flame, 点香>incense
ignite : - : 烧香>incense, 点灯>lamp, 燃放, 放烟花>firework, 放鞭炮>firework, 焚烧, 烧掉
blow : blow out the candle>candle, blow out candles>candle, blow out the candles>candle, blow bubbles>bubble, blow air, blow dry, blow off, blow the dust>dust, blow nose>nose : 吹熄蜡烛>candle, 吹灭蜡烛>candle, 吹蜡烛>candle, 吹泡泡>bubble, 吹气, 吹风, 吹走
blow : puff, blow the leaves>leaf : 吹掉, 吹凉, 擤鼻涕>nose, 吹落叶>leaf
tilt : tilt to, tilt over, tip forward, tip back, tip sideways, slant, recline the seat : 倾, 倾斜着, 斜着, 歪, 侧着, 后仰, 侧翻, 斜, 倾侧
knock-over : knock over, knock down, topple, overturn by pushing, push over, knock off, knock off the table, bowl over : 推倒, 碰倒, 撞倒, 打翻, 弄倒, 掀倒, 推翻, 撞翻, 打落, 推下, 扫落
in-hand : in-hand reorient, in-hand rotation, rotate in palm, rotate in the palm, rotate in the hand, spin in the palm, spin in palm, spin on finger, roll in hand, roll in the palm : 手掌里转, 手掌中转, 在手掌里转, 在掌心转, 掌心转动, 掌心旋转, 手心里转, 手指转, 指尖转
in-hand : spin baoding balls>baoding-ball, rotate baoding balls>baoding-ball, spin the baoding balls>baoding-ball, rotate the balls in the palm>ball, spin a pen>pen : 转保定球>baoding-ball, 转健身球>baoding-ball, 盘保定球>baoding-ball
in-hand : spin the pen>pen, pen spinning>pen, twirl a pen>pen, twirl the pen>pen, finger rotation, manipulate between fingers, walk a coin>coin, thumb roll, regrip : 盘铁球>baoding-ball, 转核桃>walnut, 转笔>pen, 转硬币>coin, 手内调整, 手内翻
in-hand : reposition in hand, pivot in hand, flip in hand, dexterous reorientation : 调整握姿, 重新抓握, 手内重抓
face-towards : turn to face, turn toward, face towards, turn to show : 转向面对, 朝向, 面向
`;
