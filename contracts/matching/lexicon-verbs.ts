/** Verbs of tasks. One line a concept: id < what it is a kind of : English base forms : Chinese words. */

/** The verbs; see `lexicon.ts` for how lines are read. */
export const VERBS = `
take : hold, take : 拿着, 端着, 握着
grasp < pick : grasp, grip, grab, clasp, clutch, seize, pinch grasp : 抓, 抓取, 抓住, 握住, 夹, 夹取, 夹住, 抓握, 攥
pick < take : pick, pick up, pickup, collect, gather : 拿, 拿起, 拾, 捡, 捡起, 取, 拾取, 拿取, 拣, 拣选, 端起, 拾起, 拿住, 挑出, 采摘, 摘
take-out < take : remove, take out, take off, take down, take away, withdraw, pull off, clear : 取出, 取下, 拿出, 取走, 拿下, 拿走, 掏出, 移除, 拿掉, 去除, 清走, 摘下, 拿开, 端下, 端走
fetch < take : fetch, retrieve, get, bring : 取来, 拿来, 递来, 带来
lift < take : lift, raise, lift up, hoist, elevate, heave, pick up and hold : 举, 举起, 抬, 抬起, 提, 提起, 升起, 搬起, 托起, 拎起
carry < take : carry, transport, haul, deliver, convey, lug, carry over, bring over : 带, 搬, 搬运, 运送, 运, 端, 扛, 背, 抱, 运输, 送到, 送, 搬到, 搬上, 搬进, 搬去, 抬到, 拎
unpack < take : unpack, unload, empty, empty out, depalletize, depalletise, unbox : 拆包, 卸, 卸货, 清空, 卸下, 卸到, 拆箱, 拆垛, 倒空, 掏空
put : put, transfer, move, relocate, shift : 移, 移动, 转移, 挪, 移到, 挪动, 挪到
place < put : place, put down, set, set down, lay, lay down, deposit, position, rest, put on, put in, put into, put back, return, drop, drop off, lower : 放, 放置, 放到, 放下, 放入, 放进, 放在, 摆到, 置于, 放回, 投入, 放好, 搁, 搁到, 搁在, 置入, 放上, 装到, 摆在, 放去, 归位, 装上
stack < put : stack, stack up, pile, pile up, palletize, palletise, heap : 堆, 堆叠, 叠放, 码放, 码垛, 垒, 摞, 摞起, 叠起来, 堆起来, 码到, 码, 堆放, 堆到, 堆成
hang < put : hang, hang up, suspend, drape over : 挂, 挂起, 悬挂, 挂到, 晾, 晾晒, 挂上, 挂好, 挂起来, 晾起来
sort < put : sort, classify, categorize, categorise, separate, sort out, group, singulate, segregate : 分类, 分拣, 归类, 分选, 挑选, 分开
tidy < put : tidy, tidy up, organize, organise, clean up, clear up, put away, declutter, stow : 整理, 收拾, 收, 收起, 收进, 收好, 归置, 收纳, 收拢
arrange < put : arrange, line up, lay out, set out, set up, order, display, set the table, face : 排列, 摆, 摆放, 布置, 摆好, 陈列, 摆成, 排好, 排成, 理货
restock < put : restock, stock, replenish, refill, resupply, shelve : 补货, 补, 上架, 补充, 补到, 续, 添
pack < put : pack, package, load, bag, box, box up, pack up, bag up, load up, fill up with, case : 装, 装箱, 打包, 包装, 装入, 装袋, 装进, 装载, 装车, 上料
hand-over : hand over, handover, hand, give, pass, pass over, offer, present : 递, 递给, 交给, 传递, 递交, 递到, 传给, 交接, 递出, 交到, 递过去
open < articulate : open, open up, pull open, unlatch, swing open, slide open : 打开, 开, 拉开, 推开, 掀开, 开启, 翻开, 撬开, 揭开
close < articulate : close, shut, push shut, push closed, slide shut, close up, swing shut : 关, 关上, 关闭, 合上, 盖上, 关好, 拉上, 推上, 关紧, 掩上, 合拢, 盖好
lock < articulate : lock, latch, bolt shut : 锁, 锁上, 上锁, 锁住, 插上门闩
unlock < articulate : unlock : 解锁, 开锁
articulate : operate, actuate : 操作, 操纵
pull < articulate : pull, drag, draw, tug, pull back, pull out of : 拉, 拖, 拖动, 拽, 拉动, 拉着, 牵, 拖着
push : push, slide, nudge, shove, push forward : 推, 推动, 推到, 滑动, 推着, 推进, 推入
press < articulate : press, push button, click, tap, toggle, flick, press down, depress : 按, 按下, 点击, 按压, 按动, 点按, 按一下, 点一下, 揿
switch-on < press : switch on, turn on, power on, start, activate, light : 开灯, 启动, 打开开关, 通电, 开机, 点亮
switch-off < press : switch off, turn off, power off, power down, shut off, deactivate, shut down : 关灯, 关掉, 断电, 熄灭, 熄, 关机, 停止
turn < articulate : turn, rotate, twist, spin, twirl, swivel, revolve, crank, pivot : 转, 转动, 旋转, 拧, 扭, 扭动, 拧动, 扭转, 旋动
flip < turn : flip, flip over, invert, overturn, turn over, turn upside down, toss pancake : 翻, 翻转, 翻面, 翻动, 倒置, 颠倒, 翻过来, 翻个面, 倒扣
in-hand < turn : reorient, regrasp, manipulate in hand, rotate in hand, in-hand, spin between fingers, in-hand manipulation, roll between fingers, twirl between fingers : 手内旋转, 手内操作, 转笔, 手内转动, 手中旋转, 掌中旋转, 指间旋转, 手内翻转, 盘, 转手
join : join, connect, link, couple, fix, fasten : 连接, 接上, 固定, 对接, 拼接, 相连
screw < join : screw, screw in, screw on, tighten, bolt, drive screw, torque, fasten screw : 拧紧, 拧螺丝, 上螺丝, 旋紧, 拧入, 拧上, 拧到, 紧固, 旋入, 打螺丝, 拧进
unscrew < join : unscrew, loosen, undo, unfasten, unbolt, twist off, twist open, screw off : 拧开, 拧松, 旋开, 旋松, 松开, 卸螺丝, 拧下, 旋下
insert < join : insert, plug, plug in, fit, slot, dock, mate, push in, press-fit, press fit, snap in, peg insertion, stick in, tuck, slip in, put through : 插, 插入, 插进, 插上, 插拔, 嵌入, 插到, 插好, 塞, 塞进, 塞入, 套, 套上, 套入, 压入, 卡入, 扣上, 压装
unplug < join : unplug, extract, pull out, disconnect, unseat : 拔, 拔出, 拔下, 拔掉, 抽出, 断开, 拔开
assemble < join : assemble, build, install, mount, attach, put together, construct, fit together, assembly : 组装, 装配, 安装, 拼装, 搭建, 安上, 搭, 拼, 装好, 安到, 安装到, 拼好
disassemble < join : disassemble, dismantle, detach, take apart, dismount, uninstall, strip down : 拆, 拆卸, 拆解, 拆下, 拆除, 拆开
glue < join : glue, stick, paste, tape, adhere, bond, affix, stick on, apply label, label, apply tape, tape up : 粘, 粘贴, 贴, 粘上, 贴上, 贴到, 粘合, 涂胶, 粘到
seal < join : seal, seal up, tape shut, close with tape : 封, 密封, 封箱, 封口, 封上, 封装, 封好, 胶封
solder < join : solder, weld, braze : 焊, 焊接, 点焊, 焊上
align < join : align, line up with, adjust, straighten, center, centre, level : 对齐, 对准, 调整, 摆正, 校准, 调节
hammer : hammer, nail, pound, drive nail, hit, strike, knock, beat with hammer : 锤, 敲, 钉, 敲打, 敲击, 捶, 钉入, 砸, 拍打
drill : drill, bore : 钻, 钻孔, 打孔
sand : sand, grind, file, deburr, polish surface : 打磨, 磨, 研磨, 抛光, 去毛刺
lubricate : lubricate, grease, oil : 润滑, 上油, 加油, 涂油
replace : replace, change, swap, exchange, switch out, substitute : 更换, 换, 替换, 交换, 换上, 换掉, 调换
pour : pour, decant, fill, tip, pour out, pour into, top up, spill into : 倒, 倒入, 倾倒, 灌, 斟, 倒出, 倒进, 倒满, 灌满, 加满
water < pour : water, irrigate, sprinkle water, give water to : 浇, 浇水, 浇花, 灌溉, 喷水
dispense < pour : dispense, pipette, aspirate, titrate, drip, inject, drop into, add, squirt, spray, pump : 移液, 吸取, 滴, 滴加, 注射, 注入, 加入, 加到, 加, 添加, 喷, 喷洒, 挤出, 滴入, 分装
sprinkle < pour : sprinkle, scatter, season, dust with, strew : 撒, 撒上, 洒, 撒到, 播撒, 调味
scoop < pour : scoop, ladle, spoon, shovel, dig, scoop up, ladle out, scoop out : 舀, 铲, 盛, 挖, 舀起, 盛到, 铲起, 舀出, 盛入, 盛饭
stir : stir, mix, whisk, blend, beat, stir-fry, stir up, toss, agitate : 搅, 搅拌, 混合, 翻炒, 炒, 搅匀, 打发, 拌, 搅打, 拌匀, 搅动
cut : cut, slice, chop, dice, saw, trim, carve, mince, snip, cut up, cut off, cut out, halve, julienne : 切, 剪, 切割, 裁, 切开, 切片, 剁, 锯, 切成, 切碎, 剪开, 剪断, 切丁, 割, 裁剪, 修剪, 切块, 切丝
peel < cut : peel, skin, pare, shell, husk, peel off : 剥, 削, 去皮, 剥皮, 剥开, 削皮, 剥壳
crack < cut : crack, break, crack open, snap, smash, crush : 敲开, 打碎, 掰, 掰开, 打破, 磕开, 折断, 碾碎, 打蛋, 敲碎, 打进, 打入, 磕, 掰断
tear < cut : tear, rip, tear off, tear open, rip off, tear apart, tear up : 撕, 撕下, 撕开, 扯下, 撕掉, 扯开, 扯, 撕碎
knead : knead, roll out, flatten dough, shape dough, mash, massage : 揉, 擀, 揉面, 和面, 捣, 压扁, 擀平, 捏制, 按摩
spread : spread, butter, smear, frost, apply cream, coat, ice, daub : 涂抹, 涂, 抹, 抹上, 涂上, 刷上
cook : cook, prepare meal, prepare food : 烹饪, 做饭, 做菜, 烹调
boil < cook : boil, simmer, steam, poach, brew, make tea, make coffee : 煮, 蒸, 炖, 烧开, 泡, 烧水, 泡茶, 煮开, 冲泡
fry < cook : fry, pan-fry, grill, saute, sear, deep-fry : 煎, 炸, 烤肉, 爆炒, 油炸
bake < cook : bake, roast, heat, heat up, warm, toast, microwave : 烤, 加热, 烘, 烘焙, 热, 烘烤, 微波
clean : clean, cleanse, sanitize, sanitise, disinfect : 清洁, 打扫, 清理, 消毒, 打扫干净, 清除
wipe < clean : wipe, wipe down, wipe off, wipe clean, wipe up, dust, polish, mop up, dry, dry off, blot : 擦, 擦拭, 抹干, 擦干, 擦干净, 擦净, 擦掉, 抹掉, 揩, 拭去
wash < clean : wash, rinse, scrub, wash up, soak, launder, flush, scour : 洗, 清洗, 冲洗, 刷洗, 洗净, 洗涤, 漂洗, 涮, 刷碗, 刷锅, 洗碗, 冲
sweep < clean : sweep, sweep up, sweep off, brush off, rake : 扫, 扫地, 清扫, 扫掉, 扫除, 扫进
mop < clean : mop, swab : 拖地, 拖, 拖洗, 拖干净
vacuum < clean : vacuum, hoover : 吸尘, 吸地
brush < clean : brush, comb, groom : 刷, 梳, 梳理, 刷牙, 刷鞋, 梳头
shape-cloth : crease, crumple : 揉皱
fold < shape-cloth : fold, fold up, fold over, double over, fold in half : 折, 折叠, 叠, 叠好, 对折, 折起, 叠起, 折好, 叠成, 折成
unfold < shape-cloth : unfold, spread out, flatten, smooth, smooth out, lay flat, open out, straighten out, stretch out, uncrumple, drape : 展开, 铺, 铺开, 铺平, 抚平, 摊开, 展平, 铺好, 摊平, 铺上, 弄平
iron < shape-cloth : iron, press clothes, steam clothes : 熨, 熨烫, 熨平, 烫平
wring < shape-cloth : wring, wring out, squeeze out : 拧干, 绞干, 挤干
sew : sew, stitch, knit, embroider, thread, thread needle : 缝, 缝纫, 缝制, 编织, 绣, 缝补, 缝合, 穿针, 织, 穿线
dressing : change clothes : 换衣服
wear < dressing : wear, dress, don, clothe : 穿, 穿上, 戴, 穿戴, 戴上, 给穿
undress < dressing : undress, doff, take off clothes : 脱, 脱下, 脱掉, 脱衣
zip < tie-up : zip, zip up, button, button up, buckle, clip, hook up, fasten button, snap button : 扣, 系扣, 扣好, 夹上, 扣纽扣, 系纽扣, 扣扣子, 系好扣子
unzip < tie-up : unzip, unbutton, unbuckle, unclip, unhook : 解扣, 解开扣子, 解开纽扣, 松扣
tie < tie-up : tie, knot, lace, tie up, bind, strap, bundle, rope up, lash : 系, 打结, 绑, 捆, 系好, 捆绑, 绑住, 捆扎, 扎, 系上, 系紧, 打个结, 绑好
untie < tie-up : untie, unlace, unbind, untangle, unknot, disentangle : 解开, 解绑, 松绑, 解, 解结
wrap : wrap, wrap up, bandage, envelop, wind around, swaddle, wrap around, gift wrap : 裹, 包裹住, 缠绕, 缠, 包好, 包起来, 包扎, 裹住, 包起
unwrap : unwrap, unpeel, unseal : 拆开包装, 拆封, 拆礼物
roll-up : roll up, wind, coil, roll, wind up, reel : 卷, 卷起, 绕, 卷起来, 盘绕, 卷好, 滚, 滚动
unroll : unroll, unwind, uncoil, unreel : 放线, 摊卷, 展卷
stretch : stretch, bend, flex, pull apart, extend, elongate : 拉伸, 弯, 弯曲, 掰弯, 伸展, 拉长, 撑开
cover < close : cover, put a lid on, cap, recap, put cap on, lid : 盖住, 覆盖, 罩, 盖, 遮住, 罩上, 蒙上
uncap < open : uncover, uncap, uncork, take the lid off, take the cap off, pop the lid : 掀起, 揭, 揭下, 开盖, 揭盖, 掀盖
draw-line : write, paint, sketch, mark, draw line, draw picture, scribble, trace, color, colour, sign : 写, 画, 书写, 绘制, 写字, 画画, 描, 涂色, 上色, 签名, 签字
erase : erase, rub out : 擦除, 擦黑板
type : type, key in, enter code, dial : 打字, 键入, 输入, 拨号
play : play, strum, play piano : 弹, 演奏, 弹奏, 玩, 下棋, 弹琴, 弹钢琴
swipe : swipe, scroll, slide card : 刷卡, 滑屏, 划
shake : shake, shake up, jiggle, swirl, vortex, rattle, rock : 摇, 摇晃, 晃动, 摇匀, 晃, 抖, 抖动, 摇动, 震荡, 振荡
wave : wave, swing, greet, beckon, gesture, salute, nod, bow, dance : 挥, 挥手, 招手, 打招呼, 挥动, 摆动, 鞠躬, 点头, 跳舞
throw : throw, toss, fling, throw into, hurl, lob, pitch : 抛, 投掷, 扔出, 扔, 丢, 扔进, 扔到, 丢进, 抛出, 投, 丢到, 投进
discard < throw : discard, throw away, dispose, dispose of, take out trash, take out the trash, throw out, get rid of, trash, bin, dump : 扔掉, 丢掉, 丢弃, 倒垃圾, 丢垃圾, 扔垃圾, 废弃, 处理掉
catch < take : catch, intercept, receive : 接住, 接, 接到, 接球
kick : kick, dribble, punt : 踢, 踢球, 踢到
squeeze : squeeze, pinch, compress, crush gently, press together : 捏, 挤, 挤压, 捏住, 攥紧, 按捏, 捏紧
point : point, reach, touch, point at, poke, feel, tap on : 指, 够, 触碰, 触摸, 伸手, 指向, 戳, 摸, 碰, 触
pet : pet, stroke, caress, pat : 抚摸, 轻抚, 摸头, 撸
hug : hug, embrace, shake hands, high five : 拥抱, 握手, 击掌
feed : feed, eat, drink, bite, sip, nourish : 喂, 吃, 喝, 喂食, 投喂
walk < locomote : walk, step, go, approach, go to, walk to, stroll, head to, come, walk through, go through, pass through, enter, leave, exit, return to : 走, 行走, 步行, 前进, 走到, 走向, 走过, 走去, 走进, 去, 穿过, 进入, 离开, 来到, 走过去, 经过, 走路, 前往, 回到
navigate < locomote : navigate, drive, drive to, move to, travel, steer, explore, patrol, ride : 导航, 驾驶, 开车, 巡逻, 行驶, 开到, 巡视, 骑
follow < locomote : follow, track, chase, accompany : 跟, 跟随, 跟着, 追踪, 尾随, 追, 跟踪
climb < locomote : climb, climb up, ascend, walk up, go up, step up, mount stairs, go upstairs, walk upstairs, climb over : 爬, 爬楼, 爬上, 攀爬, 登, 上楼, 爬楼梯, 上楼梯, 上台阶, 登上, 攀登
descend < locomote : descend, walk down, go down, climb down, step down, go downstairs : 下楼, 下楼梯, 爬下, 下台阶, 走下
run < locomote : run, jog, sprint, dash : 跑, 跑步, 奔跑, 慢跑
jump < locomote : jump, leap, hop, step over, jump over, cross over, vault, stride over : 跳, 跳跃, 跳过, 跨过, 跨越, 越过, 蹦
squat < locomote : squat, crouch, kneel, bend down, sit, sit down, lie down, squat down, stoop : 蹲, 蹲下, 跪, 弯腰, 坐下, 坐, 躺下, 蹲下来
stand < locomote : stand, stand up, balance, get up : 站, 站立, 平衡, 站起, 起身, 站起来
locomote : crawl, locomote, turn around, move around : 爬行, 转身, 移动身体
inspect : inspect, check, look, examine, look for, search, find, observe, monitor, test, verify, identify, watch, detect : 检查, 检测, 查看, 测试, 观察, 寻找, 查找, 找, 看, 查验, 检验, 识别
scan < inspect : scan, read barcode, read code : 扫描, 扫码, 扫一扫, 扫条码
measure < inspect : measure, gauge : 测量, 量, 测
weigh < inspect : weigh, weigh out : 称, 称量, 称重
count < inspect : count, tally : 数, 清点, 计数, 点数, 盘点
charge : charge, recharge, dock to charge : 充电
buy : buy, pay, check out, purchase : 买, 付款, 结账, 付钱, 支付
make-bed : make bed, make the bed : 铺床, 整理床铺, 整床
park : park : 停车, 停放
filter : filter, strain, sieve, sift, drain, centrifuge : 过滤, 筛, 沥干, 沥水, 离心, 滤
culture : streak, inoculate, incubate, plate, culture : 划线, 接种, 培养, 涂板
plant : plant, sow, transplant, harvest, pluck, prune : 种, 种植, 栽, 播种, 移栽, 收割, 收获
tie-up : do up, undo clasp : 整装
`;
