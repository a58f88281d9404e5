/** Verbs of tasks. One line a concept: id < what it is a kind of : English base forms : Chinese words. */

/** The verbs; see `lexicon.ts` for how lines are read. */
export const VERBS = `
take : hold, take, keep hold of : 拿着, 端着, 握着, 手持, 持, 握
grasp < pick : grasp, grip, grab, clasp, clutch, seize, pinch grasp, grapple, pinch grip, power grasp, grab onto, cradle, hold onto : 抓, 抓取, 抓住, 握住, 夹, 夹取, 夹住, 抓握, 攥, 抓紧, 揪, 抓牢, 捧, 捧起, 托, 扣住
pick < take : pick, pick up, pickup, collect, gather, pick out, pick off, bin picking, bin-picking, random picking, answer, select, choose : 拿, 拿起, 拾, 捡, 捡起, 取, 拾取, 拿取, 拣, 拣选, 拾起, 拿住, 挑出, 抓起, 夹起, 拣货, 拿上, 拿到, 捡拾, 提取, 拿过, 拾捡, 夹出, 抄起, 接听, 选, 选取, 选出
harvest < pick : harvest, pluck, reap, glean : 采摘, 摘, 采, 采收, 收割, 收获, 摘取, 采集
take-out < take : remove, take out, take off, take down, take away, withdraw, pull off, clear, take from, strip off, pull away, slide out, clear away, clear the table>tableware, dislodge, eject : 取出, 取下, 拿出, 取走, 拿下, 拿走, 掏出, 移除, 拿掉, 去除, 清走, 摘下, 拿开, 端下, 端走, 拿下来, 取下来, 拿出来, 取出来, 撤走, 卸除, 剔除, 拿离
unstack < take-out : unstack, destack : 拆堆
fetch < take : fetch, retrieve, get, bring, bring me, go get, fetch me, get me, take to, bring back, go and get, pick up from, bring to, go for : 取来, 拿来, 递来, 带来, 拿过来, 取过来, 带过来, 端来, 送来, 取回, 拿回来, 捡回来, 去拿, 去取, 拿去, 捎, 取快递>box, 拿快递>box
lift < take : lift, raise, lift up, hoist, elevate, heave, pick up and hold, lift off, jack up, pull up, hold up, raise up : 举, 举起, 抬, 抬起, 提, 提起, 升起, 搬起, 托起, 拎起, 端起, 抱起, 抬高, 拿高, 提高, 提升, 顶起, 吊起, 吊装, 起吊, 举高, 托举
carry < take : carry, transport, haul, deliver, convey, lug, carry over, bring over, ferry, relay, shoulder, transfer patient, move house : 带, 搬, 搬运, 运送, 运, 端, 扛, 背, 抱, 运输, 送到, 送, 搬到, 搬上, 搬进, 搬去, 抬到, 拎, 端到, 端上, 搬过去, 抱到, 拎到, 提到, 扛到, 转运, 配送, 送药>medicine, 送餐>food, 搬货>box, 搬家, 搬砖, 挑, 驮, 运到, 托运
unpack < take-out : unpack, unload, empty, empty out, depalletize, depalletise, unbox, offload, unload from, discharge, unload the truck>truck, unload truck>truck, unload the dishwasher>dishwasher : 拆包, 卸, 卸货, 清空, 卸下, 卸到, 拆箱, 拆垛, 倒空, 掏空, 下料, 倒箱, 出料, 卸料, 卸车, 上下料>part
put : transfer, move, relocate, shift, translate, reposition : 移, 移动, 转移, 挪, 移到, 挪动, 挪到, 搬移, 挪开, 移开, 移至, 出库
place < put : place, put down, set, set down, lay, lay down, deposit, position, rest, put on, put in, put into, put back, return, lower, put, set onto, put onto, rest on, plunk, load onto, arrange on, set aside, prop, lean against, insert loosely, slot onto, store, save for later : 放, 放置, 放到, 放下, 放入, 放进, 放在, 摆到, 置于, 放回, 放好, 搁, 搁到, 搁在, 置入, 放上, 摆在, 放去, 归位, 装上, 放至, 摆进, 放置在, 安放, 放平, 放稳, 搁置, 放倒, 摆上, 安置, 放在一边, 靠在, 立起, 立在, 插放, 存放, 储存, 收入
induct < place : induct, feed onto : 供件, 上件
drop < place : drop, drop off, drop in, let go, release : 投入, 投进, 投, 放开, 松手, 释放
stack < put : stack, stack up, pile, pile up, palletize, palletise, heap, nest, stack on top : 堆, 堆叠, 叠放, 码放, 码垛, 垒, 摞, 摞起, 叠起来, 堆起来, 码到, 码, 堆放, 堆到, 堆成, 堆高, 摞好, 叠起, 垒起, 叠上, 摞到, 堆垛, 叠高, 叠在, 叠到
hang < put : hang, hang up, suspend, drape over, dangle, hook, hook onto : 挂, 挂起, 悬挂, 挂到, 晾, 晾晒, 挂上, 挂好, 挂起来, 晾起来, 晾衣服>garment, 晒衣服>garment, 挂进, 挂在, 挂回, 搭在
sort < put : sort, classify, categorize, categorise, separate, sort out, group, singulate, segregate, sort by, divide up, triage, pair up, match up, match up pairs of, pair the, pair socks>sock : 分类, 分拣, 归类, 分选, 挑选, 分开, 分类放置, 拣分, 配对, 整理分类
tidy < put : tidy, tidy up, organize, organise, clean up, clear up, put away, declutter, stow, tidy away, straighten up, neaten, spruce up, bus, bus the table>tableware, fluff, plump : 整理, 收拾, 收, 收起, 收进, 收好, 归置, 收纳, 收拢, 收起来, 放整齐, 整理好
arrange < put : arrange, line up, lay out, set out, set up, order, display, face, set the table>tableware, lay the table>tableware, set table>tableware, reorder : 排列, 摆, 摆放, 摆好, 陈列, 摆成, 排好, 排成, 理货, 摆餐具, 摆齐, 排整齐, 摆桌>tableware, 摆盘, 码齐
decorate : decorate, adorn : 装饰, 装点, 布置
restock < put : restock, stock, replenish, refill, resupply, shelve, stock up : 补货, 补, 上架, 补充, 补到, 续, 添, 入库
pack < put : pack, package, load, bag, box, box up, pack up, bag up, load up, fill up with, case, load into, stuff, kit, crate, fill bag, load the truck>truck, load truck>truck, load the magazine, load the washing machine>washing-machine : 装, 装箱, 打包, 包装, 装入, 装袋, 装进, 装载, 装车, 上料>part, 装盒, 装好, 装填, 装货, 套袋, 配料, 装料, 装货车, 塞进袋
hand-over : hand over, handover, hand, give, pass, pass over, offer, present, pass to, hand to, hand off, handoff, give to, give out, serve, offer to, distribute, hand out, deliver to hand, exchange hands, swap hands, switch hands, regrasp between hands : 递, 递给, 交给, 传递, 递交, 递到, 传给, 交接, 递出, 交到, 递过去, 拿给, 递过来, 交付, 递上, 端给, 送给, 传过去, 递送, 发给, 交出, 分发, 派发, 换手, 双手交接, 左右手传递, 递送给
open < articulate : open, open up, pull open, unlatch, swing open, slide open, prise open, pry open, cut open, push open, unfurl, open the umbrella>umbrella : 打开, 开, 拉开, 推开, 掀开, 开启, 翻开, 撬开, 揭开, 敞开, 开门, 开盒, 弄开, 推门>door, 撑伞>umbrella, 撑开
close < articulate : close, shut, push shut, push closed, slide shut, close up, swing shut, slam, pull shut, fasten shut : 关, 关上, 关闭, 合上, 盖上, 关好, 拉上, 推上, 关紧, 掩上, 合拢, 盖好, 闭合, 关住, 推回, 带上, 拉拢, 扣合, 关门
lock < articulate : lock, latch, bolt shut : 锁, 锁上, 上锁, 锁住, 插上门闩
unlock < articulate : unlock : 解锁, 开锁
articulate : operate, actuate : 操作, 操纵
pull < articulate : pull, drag, tug, pull back, pull out of, tow, yank, haul back, pull along, pull out of the way, slide toward : 拉, 拖, 拖动, 拽, 拉动, 拉着, 牵, 拖着, 拉出, 拉过来, 拉向, 拖拽, 拖拉, 牵引, 拖走, 扯动, 拉近, 拉过, 拔河, 拉车
push < articulate : push, slide, nudge, shove, push forward, push over, roll forward, bump, shift away, steer cart, maneuver cart, slide along, scoot : 推, 推动, 推到, 滑动, 推着, 推进, 推入, 推移, 推走, 推倒, 推向, 拨, 拨动, 顶, 推车>cart, 移推, 推进去, 推拉
press < articulate : press, push button, click, tap, toggle, flick, press down, depress, push the button>button, hit the button>button, press the button>button, click on, ring, buzz, push down, hold down, press and hold, ring the doorbell>doorbell, click the button, adjust the dial : 按, 按下, 点击, 按压, 按动, 点按, 按一下, 点一下, 揿, 按一按, 摁, 摁下, 单击, 双击, 按铃, 按住, 触发, 长按, 轻触, 轻按, 压, 压住, 按电梯>elevator, 按门铃>doorbell
switch-on < press : switch on, turn on, power on, start, activate, boot, boot up, power up : 开灯, 启动, 打开开关, 通电, 开机, 点亮, 启用, 开启电源, 开电视, 打开电源
adjust-setting < turn : set the temperature, set temperature, adjust the volume, set the timer, set timer, turn up, turn down, change channel : 调温, 调音量, 设定温度, 调节温度, 换台, 定时
ignite < switch-on : light, ignite, kindle, light up : 点燃, 点火, 点着, 点蜡烛
switch-off < press : switch off, turn off, power off, power down, shut off, deactivate, shut down, put out, extinguish, blow out, disable, stop, extinguish fire, put out the fire>flame : 关灯, 关掉, 断电, 熄灭, 熄, 关机, 停止, 关电, 熄火, 吹灭, 灭掉, 关电视, 关闭电源, 灭火, 停下, 停机
blow : blow, blow on, blow bubbles, blow away : 吹, 吹泡泡, 吹干
turn < articulate : turn, rotate, twist, spin, twirl, swivel, revolve, crank, pivot, yaw : 转, 转动, 旋转, 拧, 扭, 扭动, 拧动, 扭转, 旋动, 转到, 调转, 旋, 拨转, 转一圈
tilt < turn : tilt, tip over, incline, lean : 倾斜, 侧倾, 斜放, 翘起
flip < turn : flip, flip over, invert, overturn, turn over, turn upside down, toss pancake, reverse, turn face down : 翻, 翻转, 翻面, 翻动, 倒置, 颠倒, 翻过来, 翻个面, 倒扣, 翻过去, 反转, 扣过来, 翻身, 掀翻, 翻到
in-hand < turn : reorient, regrasp, manipulate in hand, rotate in hand, in-hand, spin between fingers, in-hand manipulation, roll between fingers, twirl between fingers, in hand rotation, in-hand rotation, in-hand reorientation, dexterous rotation, finger gaiting, rotate between fingers, turn in hand, reorientation, spin in hand : 手内旋转, 手内操作, 转笔, 手内转动, 手中旋转, 掌中旋转, 指间旋转, 手内翻转, 盘, 转手, 手里转, 手内重定向, 手内旋, 掌内旋转, 转魔方, 盘球, 盘核桃, 指尖旋转, 在手里转
join : join, connect, link, couple, fasten, clip together, fasten together, splice, hook together, hitch, clamp, rivet, staple : 连接, 接上, 固定, 对接, 拼接, 相连, 接合, 接好, 拴, 夹紧, 卡紧, 夹持, 铆接, 铆, 订, 订书>paper
screw < join : screw, screw together, screw in, screw on, tighten, bolt, drive screw, torque, fasten screw, thread onto, screw down, drive in, fasten bolt, screw tight, bolt down : 拧紧, 拧螺丝, 上螺丝, 旋紧, 拧入, 拧上, 拧到, 紧固, 旋入, 拧进, 锁紧, 锁螺丝, 打紧, 上紧, 拧螺母, 拧螺栓, 锁附, 拧好, 锁付, 旋上, 打螺钉>screw-part, 打螺丝>screw-part
unscrew < join : unscrew, loosen, undo, unfasten, unbolt, twist off, twist open, screw off, screw out, twist loose, slacken : 拧开, 拧松, 旋开, 旋松, 松开, 卸螺丝, 拧下, 旋下, 拧出, 拆螺丝, 卸螺母
insert < join : insert, plug, plug in, fit, slot, dock, mate, push in, press-fit, press fit, snap in, stick in, tuck, slip in, put through, peg in hole>peg-part, peg-in-hole>peg-part, peg in a hole>peg-part, plug into, push into, slide into, thread into, push through, seat, snap, snap into, lodge, slot in, peg insertion>peg-part : 插, 插入, 插进, 插上, 插拔, 嵌入, 插到, 插好, 塞, 塞进, 塞入, 套, 套上, 套入, 压入, 卡入, 扣上, 压装, 插孔, 轴孔装配>peg-part, 孔轴装配>peg-part, 插装, 接插, 插接, 插线>cable, 送入, 伸进, 伸入, 卡进, 卡上, 压进, 穿入, 穿过孔, 套被罩>duvet-cover, 套被套>duvet-cover
route : route, thread through, run cable, lay cable, cable management>cable, feed through : 布线>cable, 走线>cable, 理线>cable, 排线>cable, 铺线>cable, 穿线缆>cable
unplug < join : unplug, extract, pull out, disconnect, unseat, yank out, draw out : 拔, 拔出, 拔下, 拔掉, 抽出, 断开, 拔开, 抽掉, 起出, 拔插头, 脱开
crimp < join : crimp : 压接, 压线, 压端子>connector
strip < unplug : strip wire, strip : 剥线>cable
assemble < join : assemble, build, install, mount, attach, put together, construct, fit together, assembly, mesh, interlock, fit onto, erect, snap together, piece together, put up, solve, put together furniture : 组装, 装配, 安装, 拼装, 搭建, 安上, 搭, 拼, 安到, 安装到, 拼好, 啮合, 支起, 架起, 装上去, 搭起, 贴装, 拼接起来, 复原, 还原, 装裱
disassemble < join : disassemble, dismantle, detach, take apart, dismount, uninstall, strip down, take to pieces, tear down, deconstruct, break down : 拆, 拆卸, 拆解, 拆下, 拆除, 拆开, 拆装, 拆散, 拆开来
glue < join : glue, stick, paste, tape, adhere, bond, affix, stick on, apply label, label, tape up, apply glue>adhesive, apply adhesive>adhesive, apply sealant>adhesive, apply tape>tape, fix with tape, apply sticker>sticker, apply the label>label-tag, caulk, grout, bond together, stick together : 粘, 粘贴, 贴, 粘上, 贴上, 贴到, 粘合, 涂胶>adhesive, 粘到, 打胶>adhesive, 点胶>adhesive, 上胶>adhesive, 粘贴到, 贴标签, 贴标, 贴膜, 黏, 黏贴, 糊, 补缝, 填缝, 打玻璃胶
seal < join : seal, seal up, tape shut, close with tape, close up with tape, tape closed, seal shut, heat seal : 封, 密封, 封箱, 封口, 封上, 封装, 封好, 胶封, 封好箱, 缠胶带, 封盖, 封边, 贴封条
solder < join : solder, weld, braze, spot weld, spot-weld, arc weld, weld together, seam weld, rework : 焊, 焊接, 点焊, 焊上, 锡焊, 弧焊, 焊锡, 焊好, 焊到
align < join : align, line up with, adjust, straighten, center, centre, level, calibrate, square up, re-center, fine-tune, tune, upright, make upright, set upright, stand it up, right : 对齐, 对准, 调整, 摆正, 校准, 调节, 校正, 找正, 调平, 校直, 拉直, 微调, 调, 摆直, 对正, 扶正
hammer : hammer, nail, pound, drive nail, hit, strike, knock, beat with hammer, drive a nail, hammer in, tap in, bang : 锤, 敲, 钉, 敲打, 敲击, 捶, 钉入, 砸, 拍打, 锤打, 敲入, 敲进, 敲下
hit < hammer : hit ball>ball, hit the ball>ball, bat, swat, serve ball>ball, bunt, volley, hit tennis ball>tennis-ball, swing bat, swing club : 击球, 打球, 打篮球, 打网球, 打羽毛球, 打乒乓球, 拍球
drill : drill, bore, make a hole, punch, perforate : 钻, 钻孔, 打孔, 打个孔, 冲孔, 攻丝, 扩孔
sand : sand, grind, file, deburr, polish surface, grind off, sand down, grind down, smooth edge, deburring, sharpen, scrape, scrape off, chamfer, hone : 打磨, 磨, 研磨, 去毛刺, 去除毛刺, 修磨, 打磨光滑, 磨光, 磨平, 磨刀, 刮, 刮掉, 刮除
polish < sand : polish, buff, burnish : 抛光, 擦亮, 打蜡
lubricate : lubricate, grease, oil, apply grease, apply oil, apply lubricant : 润滑, 上油, 涂油, 抹油, 涂润滑油, 加润滑油
replace : replace, change, swap, exchange, switch out, substitute, change over, switch over, renew, swap out, change out : 更换, 换, 替换, 交换, 换上, 换掉, 调换, 更换掉, 换新, 置换
repair : repair, fix, maintain, patch, overhaul, troubleshoot : 修, 修理, 维修, 检修, 修补, 修复, 保养, 维护
pour : pour, decant, fill, tip, pour out, pour into, top up, spill into, empty into, transfer liquid>liquid, pour over, serve tea>tea, fill up, pour in, refuel, fuel : 倒, 倒入, 倾倒, 灌, 斟, 倒出, 倒进, 倒满, 灌满, 加满, 倒到, 斟茶>tea, 注水, 倒掉, 接水, 倒一杯, 倒水, 倒茶, 打水, 盛水, 注满, 加油
water < pour : water, irrigate, sprinkle water, give water to, hose down, spray water : 浇, 浇水, 浇花, 灌溉, 喷水, 洒水, 淋水, 浇灌, 浇树
dispense < pour : dispense, pipette, aspirate, titrate, drip, inject, drop into, add, aliquot, draw up, draw liquid, squeeze onto, dose, suck up, vaccinate, transfuse, sample liquid : 移液, 吸取, 滴, 滴加, 注射, 注入, 加入, 加到, 加, 添加, 挤出, 滴入, 分装, 加样, 取样, 加液, 吸液, 抽取, 移取, 滴定, 配药, 打针, 抽血>blood, 接种疫苗, 打疫苗
spray < pour : spray, squirt, pump, squirt out, spritz, mist : 喷, 喷洒, 打药, 喷药, 喷涂, 喷雾
sprinkle < pour : sprinkle, scatter, season, dust with, strew, dredge, dust onto, drizzle, crumble, dust over : 撒, 撒上, 洒, 撒到, 播撒, 调味, 撒盐, 撒在, 加盐, 撒料, 施肥>fertilizer, 淋上, 洒上
scoop < pour : scoop, ladle, spoon, shovel, scoop up, ladle out, scoop out, dish out, serve up, scrape up, skim, skim off : 舀, 铲, 盛, 舀起, 盛到, 铲起, 舀出, 盛入, 盛饭, 打饭, 盛汤, 盛菜, 舀水, 捞, 捞出, 捞起, 盛起, 撇去
dig < scoop : dig, excavate, dig up, unearth, trench : 挖, 挖坑, 挖掘, 挖土, 刨坑
stir : stir, mix, whisk, blend, beat, stir-fry, stir up, combine, fold in, mingle, stir together, froth, mix up : 搅, 搅拌, 混合, 翻炒, 炒, 搅匀, 打发, 拌, 搅打, 拌匀, 搅动, 拌和, 调匀, 翻拌, 和匀, 搅蛋, 拌沙拉, 颠勺, 颠锅
dip : dip, dunk, immerse, submerge : 蘸, 浸入, 浸没, 浸
marinate : marinate, pickle : 腌, 腌制
shuffle : shuffle, deal : 洗牌, 发牌
cut : cut, slice, chop, dice, saw, mince, snip, cut up, cut off, cut out, halve, julienne, slice up, shave, cut through, cut into, cut in half, fillet, debone, sever, slit, shear, thin out : 切, 剪, 切割, 裁, 切开, 切片, 剁, 锯, 切成, 切碎, 剪开, 剪断, 切丁, 割, 裁剪, 切块, 切丝, 切下, 切菜, 切断, 切段, 切水果, 剪下, 剪掉, 划开, 割开, 对半切, 剪羊毛
pierce < cut : pierce, stab, prick, poke a hole, impale : 刺, 刺穿, 戳破, 扎孔
carve < cut : carve, engrave, sculpt, whittle : 雕刻, 雕, 刻, 雕花
mow < cut : mow, cut grass>lawn, cut the grass>lawn, mow lawn>lawn : 割草>lawn, 剪草
prune < cut : prune, trim, clip back, deadhead : 修剪, 剪枝, 整枝, 打枝, 修枝
grate < cut : grate, shred, zest : 擦丝, 刨丝, 刨
peel < cut : peel, skin, pare, shell, husk, peel off, deshell, hull, peel away : 剥, 削, 去皮, 剥皮, 剥开, 削皮, 剥壳, 削果皮, 剥下, 刮皮, 剥蒜, 削掉
crack < cut : crack, break, crack open, smash, crush, break open, crack into, shatter, break into, break an egg>egg : 敲开, 打碎, 掰, 掰开, 打破, 磕开, 折断, 碾碎, 打蛋, 敲碎, 打进, 打入, 磕, 掰断, 打鸡蛋, 敲鸡蛋, 打个蛋, 打个鸡蛋, 打颗蛋, 敲破, 掰成, 磕鸡蛋, 破壳
tear < cut : tear, rip, tear off, tear open, rip off, tear apart, tear up, tear along, tear open bag : 撕, 撕下, 撕开, 扯下, 撕掉, 扯开, 扯, 撕碎, 撕包装, 撕纸
knead : knead, roll out, flatten dough, shape dough, mash, roll dough>dough, work dough>dough, pound dough>dough, shape, form : 揉, 擀, 捣, 压扁, 擀平, 捏制, 揉捏, 擀皮, 揉搓, 揉成, 捏成, 包饺子, 压平, 搓, 揉面>dough, 和面>dough, 成型
massage < knead : massage, rub back, knead muscles : 按摩, 推拿, 捶背
spread : spread, butter, smear, frost, apply cream, coat, ice, daub, apply, rub on, slather, spread on, dab, rub in, baste, brush with, glaze : 涂抹, 涂, 抹, 抹上, 涂上, 刷上, 涂匀, 抹匀, 涂好, 搽, 敷, 刷油, 上浆
cook < make : cook, prepare meal, prepare food, cook meal, make dinner>food, make breakfast>food, make lunch>food, make food>food, cook rice, make pancakes, make soup, prepare dinner : 烹饪, 做饭, 做菜, 烹调, 做早餐, 做晚饭, 烧菜, 煮菜, 下厨, 做早饭, 做午饭, 煮东西, 烹煮
make : make, create, produce, prepare, craft, mix up a, whip up : 做, 制作, 制备, 制造, 做出
boil < cook : boil, simmer, steam, poach, blanch, stew, parboil, cook noodles, boil water, steam buns : 煮, 蒸, 炖, 烧开, 烧水, 煮开, 焯水, 煲, 熬, 煮面, 煮饭, 蒸饭, 煮汤, 煮熟, 煲汤, 煮鸡蛋, 煮开水, 下面条, 煮水
brew < cook : brew, steep, make a coffee>coffee, make a cup of coffee>coffee, make a cup of tea>tea, make some tea>tea, infuse, make coffee>coffee, make tea>tea : 泡, 冲泡, 沏茶, 沏, 冲咖啡, 煮咖啡, 煮茶, 做咖啡, 调制, 泡茶>tea, 泡咖啡>coffee
fry < cook : fry, pan-fry, grill, saute, sear, deep-fry, stir fry, barbecue, brown, scramble, scramble eggs, stir-fry vegetables, fry an egg : 煎, 炸, 烤肉, 爆炒, 油炸, 煎蛋, 煎熟, 油煎, 烤串, 炒菜, 炒蛋, 炒鸡蛋, 煎鸡蛋, 炸薯条, 炒饭
bake < cook : bake, roast, heat, heat up, warm, toast, microwave, reheat, warm up, defrost, thaw, broil, nuke : 烤, 加热, 烘, 烘焙, 热, 烘烤, 微波, 热饭>leftover, 烤热, 热一下, 加温, 解冻, 烤面包, 热一热, 热菜
melt < cook : melt : 融化, 化开
freeze < cook : freeze, chill, refrigerate, cool, cool down : 冷冻, 冷藏, 冰镇, 冷却, 放凉
clean : clean, cleanse, sanitize, sanitise, disinfect, deep clean, clean off, clean out, decontaminate, sterilize, sterilise, purge, autoclave, unclog, tidy the room, clean the room, squeegee, descale, degrease : 清洁, 打扫, 清理, 消毒, 打扫干净, 清除, 弄干净, 擦洗, 清扫干净, 除尘, 灭菌, 清洁干净, 搞卫生, 打扫卫生, 高压灭菌, 除垢, 除油, 擦洗干净
wipe < clean : wipe, wipe down, wipe off, wipe clean, wipe up, dust, mop up, dry, dry off, blot, dab dry, rub down, towel off, sponge down, rub, clean with cloth, wipe dry, swipe clean, mop sweat : 擦, 擦拭, 抹干, 擦干, 擦干净, 擦净, 擦掉, 抹掉, 揩, 拭去, 擦一擦, 擦一下, 擦桌子, 抹桌子, 拭, 吸干, 擦玻璃>window, 擦窗>window, 擦镜子>mirror, 抹去, 擦汗, 擦嘴, 擦脸, 擦鞋>shoe
wash < clean : wash, rinse, scrub, wash up, launder, flush, scour, wash off, hand wash, shower, bathe, wash out, rinse off, lather, wash clothes, hand-wash, wash hair, wash dishes>tableware, do the dishes>tableware, do dishes>tableware, wash the dishes>tableware, do laundry>garment, do the laundry>garment : 洗, 清洗, 冲洗, 刷洗, 洗净, 洗涤, 漂洗, 涮, 刷碗, 刷锅, 洗碗, 冲, 洗脸, 洗衣服, 洗菜, 洗澡, 冲干净, 洗干净, 搓洗, 冲水, 洗一洗, 洗水果, 刷马桶, 洗头>hair, 洗手>body-hand, 淘米>rice, 淘, 洗杯子, 洗盘子, 洗车, 冲厕所>toilet, 冲马桶>toilet
soak < wash : soak, drench, wet, moisten, dampen, soak in water, immerse in water, presoak : 浸泡, 浸湿, 打湿, 弄湿, 沾湿, 泡水, 泡软, 泡在水里, 浸透
sweep < clean : sweep, sweep up, sweep off, brush off, rake, sweep floor>floor, brush away, sweep the floor>floor : 扫, 扫地, 清扫, 扫掉, 扫除, 扫进, 扫干净, 扫走, 扫起, 打扫地面, 扫到
mop < clean : mop, swab, mop up floor>floor, mop floor>floor : 拖地, 拖洗, 拖干净, 擦地, 拖地板
vacuum < clean : vacuum, hoover, vacuum up, vacuum clean : 吸尘, 吸地, 吸地板, 吸地毯
brush < clean : brush, comb, groom, brush teeth>tooth : 刷, 梳, 梳理, 刷鞋, 梳头>hair, 梳头发>hair, 刷牙>tooth
shape-cloth : crease, crumple : 揉皱
fold < shape-cloth : fold, fold up, fold over, double over, fold in half, fold into, fold together, fold neatly, half fold : 折, 折叠, 叠, 叠好, 对折, 折起, 折好, 叠成, 折成, 叠被子, 叠衣服, 叠衣, 叠整齐, 摺, 对叠, 折纸, 叠毛巾, 叠一叠
unfold < shape-cloth : unfold, spread out, smooth, smooth out, lay flat, open out, straighten out, stretch out, uncrumple, drape, flatten, lay out flat, lay a tablecloth, spread the tablecloth : 展开, 铺, 铺开, 铺平, 抚平, 摊开, 展平, 铺好, 摊平, 铺上, 弄平, 摆平, 拉平, 捋平, 抖开, 平铺
iron < shape-cloth : iron, press clothes, steam clothes, steam press, press shirt>shirt, press trousers>trousers : 熨, 熨烫, 熨平, 烫平, 烫衣服, 烫, 熨衣服, 烫衣
wring < shape-cloth : wring, wring out, squeeze out, wring dry : 拧干, 绞干, 挤干, 拧毛巾, 拧抹布, 绞, 挤水
sew : sew, stitch, knit, embroider, thread, thread needle, suture, stitch up, crochet, weave, sew on, hem, mend : 缝, 缝纫, 缝制, 编织, 绣, 缝补, 缝合, 织, 穿线, 缝扣子, 缝衣服, 打毛衣, 钩织, 缝针, 缝线, 穿针>needle, 穿针引线>needle
dressing : change clothes : 换衣服
wear < dressing : wear, dress, don, clothe, try on, help dress, slip on, put on clothes>garment, put on gloves>glove, put on shoes>shoe, put on socks>sock, put shoes on>shoe, tie apron>apron, buckle helmet>helmet : 穿, 穿上, 戴, 穿戴, 戴上, 给穿, 佩戴, 穿好, 系围裙, 穿衣服, 穿鞋, 戴手套, 戴口罩, 穿袜子, 戴帽子, 戴眼镜, 戴手表, 换鞋
undress < dressing : undress, doff, take off clothes, take off shoes>shoe, peel off gloves>glove, take off socks>sock, take off hat>hat, take off jacket>coat : 脱, 脱下, 脱掉, 脱衣, 摘手套, 脱鞋, 摘帽子, 摘口罩, 脱衣服, 脱袜子, 脱外套, 摘眼镜
zip < tie-up : zip, zip up, button, button up, buckle, clip, hook up, fasten button, snap button, do up zipper, do up, fasten buckle, fasten seat belt>seat-belt, buckle up, fasten up : 扣, 系扣, 扣好, 夹上, 扣纽扣, 系纽扣, 扣扣子, 系好扣子, 拉拉链, 拉上拉链>zipper, 扣上扣子, 系安全带
unzip < tie-up : unzip, unbutton, unbuckle, unclip, unhook, undo zipper, undo button : 解扣, 解开扣子, 解开纽扣, 松扣, 拉开拉链>zipper
tie < tie-up : tie, knot, lace, tie up, bind, strap, bundle, rope up, lash, tie off, tie together, tie a knot>knot, cinch, tie shut, strap down : 系, 打结, 绑, 捆, 系好, 捆绑, 绑住, 捆扎, 扎, 系上, 系紧, 打个结, 绑好, 绑紧, 绑带, 系鞋带, 系成, 拴住, 打蝴蝶结, 绑扎
untie < tie-up : untie, unlace, unbind, untangle, unknot, disentangle, undo knot>knot, free knot, unstrap, untwist : 解开, 解绑, 松绑, 解, 解结, 拆解绳结
wrap : wrap, wrap up, bandage, envelop, wind around, swaddle, wrap around, gift wrap, wrap with film, shrink wrap, put bandage>bandage, dress wound>wound, enfold : 裹, 包裹住, 缠绕, 缠, 包好, 包起来, 包扎, 裹住, 包起, 缠膜, 裹上, 包上, 包裹好, 缠好, 缠上
unwrap : unwrap, unpeel, unseal : 拆开包装, 拆封, 拆礼物
roll-up : roll up, wind, coil, roll, wind up, reel, coil up, spool, curl, roll over : 卷, 卷起, 绕, 卷起来, 盘绕, 卷好, 滚, 滚动, 卷成, 缠线, 盘线, 收线, 卷寿司, 盘好
unroll : unroll, unwind, uncoil, unreel : 放线, 摊卷, 展卷
stretch : stretch, bend, flex, pull apart, extend, elongate, bend over metal, bend wire : 拉伸, 弯, 弯曲, 掰弯, 伸展, 拉长, 折弯, 掰直, 压弯
cover < close : cover, put a lid on, cap, recap, put cap on, lid, replace lid>lid, put lid on>lid, put the lid on>lid, close lid>lid, close the lid>lid : 盖住, 覆盖, 罩, 盖, 遮住, 罩上, 蒙上, 盖盖子, 扣盖, 铺盖, 加盖, 盖紧, 遮盖, 盖回
uncap < open : uncover, uncap, uncork, take the lid off, take the cap off, pop the lid, decap, remove cap>lid, remove lid>lid, remove the lid>lid, take off the lid>lid, take lid off>lid, open lid>lid, take off lid>lid, de-cap, open the lid>lid : 掀起, 揭, 揭下, 开盖, 揭盖, 掀盖, 打开盖子, 拿掉盖子, 揭盖子, 取盖, 拔盖
draw-line : write, sketch, mark, draw line, draw picture, scribble, trace, color, colour, sign, draw a, draw shape, doodle, write down, fill in, outline, draw : 写, 画, 书写, 绘制, 写字, 画画, 描, 签名, 签字, 画出, 画圆, 画一个, 描绘, 书法, 填写, 做标记, 标记, 记录, 绘画
stamp < press : stamp, emboss : 盖章, 盖印, 敲章
paint < draw-line : paint, repaint, whitewash, spray paint, varnish : 刷漆, 喷漆, 涂漆, 粉刷, 油漆, 刷墙, 涂色, 上色
erase : erase, rub out, wipe board>writing-board, clean the whiteboard>writing-board, clean the blackboard>writing-board : 擦除, 擦黑板, 擦白板, 擦掉字, 擦除字迹, 擦字
type < press : type, key in, enter code, dial, type on, type in, type text, enter the pin, enter pin, enter password, enter the code, enter the password, enter the pin code, enter text, press key>keyboard : 打字, 键入, 输入, 拨号, 敲键盘, 敲打键盘, 敲击键盘, 输密码, 按键盘, 输入密码, 键盘输入>keyboard
play : play, strum, play piano, play music, play chess>chess-piece, play guitar>guitar, play ping pong, play badminton, play tennis, play soccer, play football : 弹, 演奏, 弹奏, 玩, 弹钢琴, 吹奏, 拉小提琴, 弹吉他, 打鼓, 下象棋, 玩耍, 下棋>chess-piece, 弹琴>piano
swipe : swipe, scroll, slide card, swipe the card>card, swipe card>card, slide on screen : 刷卡, 滑屏, 划, 滑动屏幕, 滑屏幕, 划屏
shake : shake, shake up, agitate, jiggle, swirl, vortex, rattle, rock, shake out, agitate gently, wiggle, jostle, swirl around, tremble : 摇, 摇晃, 晃动, 摇匀, 晃, 抖, 抖动, 摇动, 震荡, 振荡, 摇一摇, 晃匀, 摇摇, 抖落, 振动, 摇荡, 晃一晃, 涡旋
wave < gesture : wave, swing, greet, beckon, gesture, wave goodbye, say goodbye, say hello : 挥, 挥手, 招手, 打招呼, 挥动, 摆动
speak : speak, talk, say, sing, call, explain, introduce : 说话, 打电话, 唱歌, 讲解, 介绍
clap < gesture : clap, applaud, clap hands : 鼓掌, 拍手
bow < gesture : bow, nod, salute, curtsy : 鞠躬, 点头, 敬礼, 作揖
dance < gesture : dance, waltz, do a dance : 跳舞, 舞蹈, 跳支舞, 跳个舞
gesture : make a gesture, sign language, thumbs up, give thumbs up, give a thumbs up, make a fist, raise hand, raise your hand, salute gesture : 做手势, 比手势, 比划, 竖大拇指, 握拳, 举手, 比心, 抬手
throw : throw, toss, fling, throw into, hurl, lob, pitch, chuck, shoot, shoot ball>ball, throw at, cast, toss in : 抛, 投掷, 扔出, 扔, 丢, 扔进, 扔到, 丢进, 抛出, 丢到, 抛给, 抛掷, 掷, 投球, 投篮, 投向, 扔给, 抛到, 甩, 丢给
juggle < throw : juggle : 抛接, 杂耍
discard < throw : discard, throw away, dispose, dispose of, take out trash, take out the trash, throw out, get rid of, trash, bin, dump, take out the garbage>trash, take out garbage>trash, take out the rubbish>trash, take the trash out>trash, toss out, toss away, chuck out, scrap, flush away, recycle, empty the trash>trash, empty the bin>trash, empty trash>trash : 扔掉, 丢掉, 丢弃, 倒垃圾, 丢垃圾, 扔垃圾, 废弃, 处理掉, 扔了, 丢弃到, 扔进垃圾桶>trash, 倒掉垃圾>trash, 报废, 回收, 清空垃圾桶>trash, 倒垃圾桶>trash
catch < take : catch, intercept, receive, trap ball>ball : 接住, 接, 接到, 接球, 接飞盘, 接过, 接住球>ball
fish < catch : go fishing, reel in : 钓鱼
kick : kick, dribble, punt, kick a goal : 踢, 踢球, 踢到, 踢足球, 射门, 颠球, 踢飞
squeeze : squeeze, pinch, compress, crush gently, press together, squish, press hard, squash, squeeze out toothpaste>toothpaste, squeeze sauce>sauce, wring juice : 捏, 挤, 挤压, 捏住, 攥紧, 按捏, 捏紧, 捏扁, 挤出来, 挤牙膏, 压缩, 夹扁, 捏一捏, 揉压, 榨, 榨汁>juice, 挤柠檬
point : point, reach, touch, point at, poke, feel, tap on, feel for, make contact, touch with : 指, 够, 触碰, 触摸, 伸手, 指向, 戳, 摸, 碰, 触, 点到, 触及, 触到, 伸向, 摸到, 指着
pet : pet, stroke, caress, pat, fondle, cuddle : 抚摸, 轻抚, 摸头, 撸, 撸猫, 摸狗, 抚摩
hug : hug, embrace, shake hands, high five : 拥抱, 握手, 击掌
kiss < hug : kiss : 亲吻
feed < consume : feed, nourish, spoon-feed : 喂, 喂食, 投喂, 喂饭, 喂猫, 喂狗, 喂水, 喂药, 喂养, 喂鱼, 喂食物
drink < consume : drink, sip, swallow : 喝, 喝水, 饮, 喝茶
eat < consume : eat, bite, chew, taste : 吃, 吃饭, 品尝, 咬
smell < consume : smell, sniff : 闻, 嗅
consume : consume : 食用
walk < locomote : walk, step, go, approach, go to, walk to, stroll, head to, come, walk through, go through, pass through, enter, leave, exit, return to, move forward, walk forward, go forward, march, walk around, walk back, walk along, walk towards, move towards, come over, head, amble, cross the street, cross the road, pace, wander, enter the room, go back, walk in, stride : 走, 行走, 步行, 前进, 走到, 走向, 走过, 走去, 走进, 去, 穿过, 进入, 离开, 来到, 走过去, 经过, 走路, 前往, 回到, 向前走, 往前走, 走动, 直行, 踱步, 走一走, 走回, 倒着走, 走近, 靠近, 过去, 前行, 走来, 遛, 过马路, 横穿, 走出, 走入, 进屋, 迈步, 散步, 徒步
navigate < locomote : navigate, drive, drive to, move to, travel, steer, explore, patrol, ride, drive around, move through, cruise, pilot, drive car>car, maneuver, fly, take off drone, hover, land, drive forward, reverse car : 导航, 驾驶, 开车, 巡逻, 行驶, 开到, 巡视, 骑, 开往, 行进, 绕行, 自主导航, 驶向, 自动驾驶, 开向, 驾车, 飞行, 起飞, 悬停, 降落, 航行, 倒车
avoid < locomote : avoid, dodge, evade, bypass, avoid obstacles>obstacle, steer clear of : 避障, 避开, 绕过, 躲避, 躲开, 绕开
follow < locomote : follow, track, chase, accompany : 跟, 跟随, 跟着, 追踪, 尾随, 追, 跟踪
climb < locomote : climb, climb up, ascend, walk up, go up, step up, mount stairs, go upstairs, walk upstairs, climb over, scale, climb onto, clamber, climb stairs>stairs, climb ladder>stairs, go up the stairs>stairs, walk up stairs>stairs, climb the ladder>stairs : 爬, 爬楼, 爬上, 攀爬, 登, 上楼, 爬楼梯, 上楼梯, 上台阶, 登上, 攀登, 爬坡, 上坡, 登楼, 上楼去, 爬梯子, 爬到, 爬树, 爬山, 爬墙
descend < locomote : descend, walk down, go down, climb down, step down, go downstairs, walk downstairs, go down stairs>stairs, walk down stairs>stairs, go down the stairs>stairs, descend stairs>stairs : 下楼, 下楼梯, 爬下, 下台阶, 走下, 下坡, 下楼去, 下山
run < locomote : run, jog, sprint, dash, run forward, gallop, trot, race, jog in place, run around : 跑, 跑步, 奔跑, 慢跑, 小跑, 冲刺, 跑起来, 跑到, 跑向, 原地跑, 跑圈, 晨跑
jump < locomote : jump, leap, hop, step over, jump over, cross over, vault, stride over, jump up, jump down, bounce, skip, jump rope : 跳, 跳跃, 跳过, 跨过, 跨越, 越过, 蹦, 起跳, 跳高, 跳远, 跳绳, 弹跳, 跳起, 跳上, 跳下
acrobatics < locomote : backflip, somersault, cartwheel, handstand, frontflip, do a flip, front flip, back flip : 后空翻, 前空翻, 空翻, 翻跟头, 倒立, 侧手翻
squat < locomote : squat, crouch, kneel, bend down, squat down, stoop, duck, hunch, crouch down, kneel down, bend over, bend at the waist, do a squat, lunge, bend knees : 蹲, 蹲下, 跪, 弯腰, 蹲下来, 下蹲, 蹲着, 跪下, 弯下腰, 深蹲, 俯身, 弓步, 半蹲
exercise : exercise, work out, do push-ups, push-up, push-ups, pull-up, pull-ups, sit-up, sit-ups, do yoga, martial arts, push ups, push up, do push ups, do squats, jumping jacks, plank, stretching exercise, warm-up exercise, lift weights, do tai chi, tai chi, kung fu : 锻炼, 俯卧撑, 做俯卧撑, 引体向上, 仰卧起坐, 打太极, 健身, 做操, 打拳, 拉伸运动, 举重, 举铁, 武术, 功夫
sit < locomote : sit, sit down, take a seat, be seated, lie, lie down, recline : 坐下, 坐, 躺下, 躺, 坐到, 入座, 坐上
stand < locomote : stand, stand up, balance, get up, stand still, get back up, recover from a fall, stand upright, get to its feet, recover balance, recover, recover from a push : 站, 站立, 平衡, 站起, 起身, 站起来, 站稳, 站着, 爬起来, 站住, 恢复站立, 起立, 保持平衡
fall < locomote : fall, fall down, tumble, trip, stumble, fall over, collapse : 跌倒, 摔倒, 倒下, 倒地, 绊倒, 摔
locomote : locomote, turn around, move around, turn left, turn right, turn back, make a turn, spin around, locomotion, sidestep, strafe, march in place, walk sideways : 转身, 移动身体, 左转, 右转, 转弯, 掉头, 侧移, 拐弯, 原地转, 移步, 横着走, 侧走, 原地踏步
skate < locomote : skate, ski, swim, surf, cycle : 滑冰, 滑雪, 游泳, 滑板, 轮滑
crawl < locomote : crawl, creep, crawl under, crawl through, slither : 爬行, 匍匐, 匍匐前进, 爬过去, 爬进
inspect : inspect, check, look, examine, look for, search, find, observe, monitor, test, verify, identify, watch, detect, look around, survey, review, look into, probe, diagnose, palpate, focus, proofread, compare, sense, look up, watch over, supervise : 检查, 检测, 查看, 测试, 观察, 寻找, 查找, 找, 看, 查验, 检验, 识别, 目检, 巡检, 质检, 查, 看一下, 看看, 探测, 搜寻, 检视, 诊断, 点检, 核对, 测一下, 对焦, 比较, 比对, 监控, 看护, 监视, 读数
read < inspect : read, read book, flip through, turn the page>book, turn page>book, leaf through : 读, 看书, 阅读, 翻书, 翻页, 读书
scan < inspect : scan, read barcode, read code, read the barcode>label-tag, scan barcode>label-tag, scan code>label-tag, scan the code>label-tag, swipe barcode, read qr code : 扫描, 扫码, 扫一扫, 扫条码, 扫条形码, 扫二维码, 扫描条码, 扫一下, 扫码枪扫, 读码
measure < inspect : measure, gauge, take measurements, take temperature>thermometer, take the blood pressure>blood-pressure, take the temperature>thermometer, check temperature>thermometer, take pulse, take blood pressure>blood-pressure : 测量, 量, 测, 量一下, 量血压, 测血压, 测体温, 量体温, 测温, 测电压, 测电阻, 测量血压>blood-pressure, 把脉
weigh < inspect : weigh, weigh out : 称, 称量, 称重
count < inspect : count, tally : 数, 清点, 计数, 点数, 盘点
charge : charge, recharge, dock to charge, charge up, plug in to charge : 充电, 给手机充电>phone, 充上电, 回充, 去充电
buy : buy, pay, check out, purchase, pay for : 买, 付款, 结账, 付钱, 支付, 买单, 购买, 采购
make-bed : make bed, make the bed, make the beds, make up the bed : 铺床, 整理床铺, 整床, 换床单, 整理床, 收拾床
park : park : 停车, 停放
filter : filter, strain, sieve, sift, drain, centrifuge, filtrate, drain off, spin down, percolate : 过滤, 筛, 沥干, 沥水, 离心, 滤, 滤掉, 抽滤, 过筛, 控水
culture : streak, inoculate, incubate, plate, culture, streak out, subculture : 划线, 接种, 培养, 涂板, 接菌, 涂布
plant : plant, sow, transplant, sow seed>seed, plant out, repot, bury, plant tree, put in pot : 种, 种植, 栽, 移栽, 种树, 种花, 种菜, 移植, 定植, 栽种, 育苗, 埋, 插秧>seedling, 播种>seed, 栽树, 栽花
breed-plant : pollinate, graft, fertilize : 授粉, 嫁接
split < tear : split, pry apart, split apart : 分离, 掰成两半, 拆分
support : support, brace, prop up, assist : 扶, 搀扶, 扶住, 扶起, 支撑, 托住, 撑住
resuscitate < support : resuscitate, cpr, do cpr, chest compression, chest compressions : 心肺复苏, 急救
scratch : scratch, itch : 挠, 挠痒, 抓痒
print : print, photocopy : 打印, 复印
inflate : inflate, pump up, blow up : 充气, 打气, 吹气球>balloon
photograph < inspect : photograph, film, record, take a photo, take photo, take a picture, take picture, record video, shoot video, take photos : 拍照, 拍摄, 录制, 照相, 拍视频, 录像
milk : milk : 挤奶
till : till, plough, plow, hoe, plough field>field, cultivate : 耕, 耕地, 犁, 犁地, 翻土, 松土, 锄地, 耕田
weed : weed, pull weeds>weeds, remove weeds>weeds : 拔草>weeds, 除草>weeds, 锄草>weeds, 拔杂草>weeds
tie-up : undo clasp : 整装
lower < put : lower : 放低
increase < adjust-setting : turn up : 调大
decrease < adjust-setting : turn down : 调小
fillet < cut : fillet : 去骨切片
core < cut : core : 去核
skewer : skewer : 串
string-beads : string : 穿珠子
thin-seedlings < prune : thin out seedlings : 间苗
flatten-box < disassemble : flatten the box : 压扁纸箱
desiccate < wipe : desiccate : 干燥
braid < shape-cloth : braid : 编辫子
lay-tiles < place : lay tiles : 铺瓷砖
lower-lid < cover : lower the toilet lid : 放下马桶盖
raise-lid < uncap : raise the toilet lid : 掀起马桶盖
spar < gesture : spar : 出拳
smoke < consume : smoke : 抽烟
bury < plant : bury : 埋
collect-honey < harvest : collect honey : 采蜜
collect-eggs < harvest : collect eggs : 捡鸡蛋
saddle : saddle : 备马
leash : leash : 套牵引绳
walk-dog < locomote : walk the dog : 遛狗
turn-patient < flip : turn the patient over : 帮病人翻身
deflate < inflate : deflate : 放气
bleed : bleed : 排气放空
cast-metal < shape-metal : cast metal : 浇铸件
shape-metal : press brake : 冲压
tune-instrument < align : tune the guitar : 调音
remove-staples < take-out : remove the staples : 拆订书钉
staple < join : staple : 订
knock-over < push : knock over : 推倒
face-towards < turn : turn to face : 转向面对
`;
