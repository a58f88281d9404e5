/** Verbs of holding, moving, opening, joining and shaping: more words for those of `lexicon-verbs.ts`, read like these and before them. */

/** Lines read `id : English, … : Chinese, …`; ids are those of `lexicon-verbs.ts`, `-` stands for none. */
export const HANDLING_VERBS = `
take : grip tightly, clutch onto, carry in hand : 手里拿, 拎着, 捧着, 抱着, 夹着, 提着, 攥着
grasp : pinch up, snatch, snatch up, clench, get a grip on, pincer : 捏起, 捏取, 拈起, 钳住, 夹持住, 揪住, 抓牢, 攥住, 抱住, 掐住, 抓稳, 擒
pick : pick up litter>trash, collect up, gather up, collect : 收集, 集取, 捡垃圾>trash, 捡拾垃圾>trash, 收取, 归集
pick : pick up, pick-up, picking up, grab up, scoop into hand, take up, fish out, pluck out, handpick : 拈, 拾起来, 捡起来, 拿起来, 夹起来, 提起来, 抓起来, 捡拾起, 拣起, 拣出, 挑拣, 挑起, 吸取起来
pick : - : 吸起, 拿一个, 取一个, 取用
harvest : pick ripe, pick from the tree, pick from tree, gather in, pick tea, pick fruit>fruit : 摘下来, 采下, 采茶>tea-leaf, 采摘下, 割稻>crop, 割麦>crop, 收割机收, 摘水果>fruit
harvest : - : 摘棉花>cotton-plant, 拾棉花>cotton-plant, 挖红薯>sweet-potato
harvest : - : 掰玉米>corn, 收菜>vegetable
take-out : clear the dishes>tableware : 收拾餐桌>tableware, 收拾碗筷>tableware, 清理餐桌>tableware, 撤餐具>tableware, 收碗>tableware
take-out : unshelve goods : 下架, 撤柜
take-out : pull from, get out, draw from, lift out, get off, get down, take back out, pull down, slip out, fetch out, clear out, clear off, clear from, take apart from, pop out : 拿出来, 取出来, 拿下来, 取下来, 掏出来, 端出, 端出来, 夹出来, 拎出, 拎出来, 抽取出, 拿离开, 取掉
take-out : bring out, remove from, take away from, slide off, take up from, knock out, empty from, extricate, pull away from, withdraw from, extract from, unshelve, unhang, unrack : 移走, 搬走, 搬下, 搬出, 撤下, 捞出来, 挑出去, 摘除, 去掉, 脱开来, 起下, 抬下, 抬走, 抽走
take-out : unmount from hook : 揭走, 抱出, 拣走, 收走, 端走, 拆走, 清出
fetch : bring over to, run and get, go fetch, go and fetch, get from, bring from, bring out to, go and bring : 取一下, 拿一下, 帮拿, 取来给, 去取来, 去拿来, 带给, 帮取, 取快递来
lift : heft, pick up and lift, hold aloft, hoist up, heave up, lift overhead, uplift, pull upward : 提拉, 抬升, 举过头顶, 吊, 架高, 顶升, 拉起, 抱起来, 抬起来, 举起来, 托举起, 撑起
lower : lower, let down, bring down, sink, put back down, lower down, set lower, ease down : 放低, 降低, 降下, 落下, 放下来, 下放, 降, 垂下, 压低
carry : move over, bring across, hand-carry, shuttle, wheel over, transport to, deliver to, convey to, take across : 搬动, 搬运到, 扛起, 扛着, 背起, 背着, 背上, 抬着, 抬进, 抬上, 抬出, 抬上楼, 端着走, 运走
carry : take over to, drop-ship : 运回, 输送, 送往, 送去, 送进, 送回, 拉货>box, 拉到, 驮着, 提走, 倒运, 拖运, 搬卸
carry : - : 送快递>box, 送外卖>food, 背人>person, 背病人>patient
hand-over : serve up food>food : 上菜>food, 布菜>food, 端菜>food, 送餐到桌>food
hand-over : hand back, give back, pass around, deliver into hand, hand in, distribute to, transfer between hands, swap between hands, bring to hand, deal out, issue, present to : 递过, 递送到, 交还, 归还, 还给, 发放, 分给, 递回, 转交, 转递, 呈递, 端给, 拿给, 让给, 送上
hand-over : give away : 奉上, 倒手, 左手递右手, 右手递左手
unpack : unload onto, unload off, discharge from, empty the dishwasher>dishwasher, empty dishwasher>dishwasher, unload dishwasher>dishwasher : 拆快递>box, 拆包裹>box, 拆包装盒, 拆开快递>box, 开箱>box, 开包, 拆纸箱>box, 掏箱
unpack : unload the washing machine>washing-machine, empty out the bag>bag, tip out, unstuff, de-palletize, open a parcel>box, open the parcel>box : 卸下来, 卸货到, 卸垛, 下货, 下垛, 清空洗碗机>dishwasher, 取货
unpack : unwrap parcel>box, unwrap the parcel>box, unload the truck>truck, unload lorry>truck, unload the lorry>truck : -
place : plonk, plop, slap down, lay across, stick into, pop into, pop, slip into, place back, put aside, place down, deposit into, rest against : 放在一起, 放进去, 放上去, 放回去, 放回原处, 放回原位, 放到一边, 放正, 放稳当, 摆放到, 摆放在, 摆回
place : re-shelve, reshelve, put back into, place inside, set back, mount on stand, put it, shelve books : 摆正放, 置放, 置入到, 搁到, 搁进, 搁下, 搁回, 搁上, 丢在, 撂, 撂下, 安放到, 归架, 归还到
place : - : 上架到, 收入到, 存入, 存到, 存进, 寄存, 立放, 竖放, 平放, 躺放, 斜靠, 靠放, 倚在, 摞进, 落座
place : - : 收进去, 码进, 投放, 投递, 送进去, 回放, 装回
drop : dump into, let fall, drop down, chuck into, tip into, toss into, drop onto : 投到, 投入到, 丢入, 丢下, 抛下, 扔下, 撒手, 落入, 放手, 掉进, 投币>coin, 投信>letter
drop : - : 寄信>letter, 寄
stack : stack together, restack, build a tower, bundle up on top, nest inside, nest together, put one on top of another, make a stack, stack into, stack onto : 堆码, 码成, 码在, 码起, 码起来, 叠成一摞, 叠放到, 叠放在, 摞成, 摞在, 摞起来, 垒成, 垒在, 堆在
stack : build a pile, heap up : 堆积, 堆进, 堆起, 堆塔, 叠罗汉, 套叠, 套叠起来, 一层层叠
stack : - : 搭高, 叠积木, 堆积木
hang : hang onto, hang out, peg out, hang out laundry>garment, hang out washing>garment, hang the laundry>garment, hang laundry>garment, hang from, string up, put on hook : 挂到上面, 挂放, 挂成, 吊挂, 晾晒衣服>garment, 晾衣>garment, 晾到, 晾上, 晒
hang : put on hanger, rehang, hang back : 晒被子>duvet, 晒到, 搭到, 搭上, 张挂, 挂钩上, 挂画>picture
sort : sort into, separate into, arrange by color, arrange by size, classify by, pick and sort, assort, sort through, filter by colour, sort by color, sort by colour : 分拣到, 分拣出, 分到, 分门别类, 按颜色分, 按大小分, 按颜色分类, 按类分, 垃圾分类>trash, 分装到
sort : match colors, put in matching, allocate, distribute by, divide, sort out by, triage waste : 分级, 分类整理, 分类摆放, 分堆, 挑拣出, 筛选, 拣选分类, 归类放, 分格
tidy : plump up : 拍松, 拍蓬松
tidy : clean up the mess, pack away, store away, sort out the room, put in order, restore order, collect toys, clear up toys, re-organize, pick up after : 收拾好, 收拾干净, 收拾整齐, 整理归位, 整理整齐, 整理一下, 收拾一下, 收回, 收到, 收起来, 规整
tidy : clear the desk>table, tidy the desk>table, organize the table>table : 理一理, 理, 理齐, 收拾桌子>table, 整理桌面>table, 收拾房间>room, 收好
arrange : set neatly, put in a row, put in line, align in a row, organise in rows, form a line, lay out on the table, space out, pattern, spell, spell out, form the word : 排面, 理排面>shelf, 拉排面>shelf, 理货, 排成一排, 摆成一排, 摆成一列, 排成一列, 摆成图案
arrange : place in order, face up, face the shelf>shelf, face the shelves>shelf, front-face, facing, merchandise, arrange neatly, arrange flowers>flower, flower arranging>flower : 排序, 按顺序摆, 摆放整齐, 摆整齐, 摆布, 插花>flower, 布阵, 陈列到, 陈列好, 码齐, 排齐
arrange : rearrange : 重新摆放, 拼字, 拼词
restock : top up shelf, fill the shelf>shelf, fill shelves>shelf, restock the shelf>shelf, load the vending machine, reload paper>paper, load paper>paper, feed stock, resupply : 补充货物>goods, 添货>goods, 加货>goods, 上货>goods, 补充到, 装纸>paper
restock : - : 加纸>paper, 补给, 续上, 填补
pack : pack onto : 装到
pack : pack into, load up onto, load into, put in bag, fill the bag, fill box, fill the box>box, fill the envelope>envelope, bag groceries, package up, pack in : 装进去, 装起来, 装满, 装成, 装托盘, 打包好, 打包装, 封装进, 灌装, 套装, 装车上, 装船
pack : prepack, load cargo, load the dishwasher>dishwasher, load dishwasher>dishwasher, put in box, crate up, encase, sachet, containerize, insert into envelope : 装柜, 装信封>envelope, 装行李>suitcase, 收拾行李>suitcase, 打包行李>suitcase
pack : stuff envelopes>envelope, pack lunch>food, pack luggage>suitcase, pack a suitcase>suitcase, pack the suitcase>suitcase : 装书包>backpack, 装瓶, 装罐, 入袋, 入盒, 装碗, 塞满, 放入洗碗机>dishwasher
open : prise, pry, pry off, prise off, prize open, lever open, lever off, crack open door, jimmy, force open, undo lid, throw open, raise the blinds>curtain : 打开来, 拉开来, 推开门>door, 拽开, 扒开, 掰开门, 开开, 张开, 翘开, 撬, 撬起, 撬下, 揭, 掀
open : draw open, slide back, swing back, pop open, open wide, unscrew open : 掀起来, 扭开, 弄开, 解开盖, 拨开, 敞开来, 滑开, 撑开来, 掀开来, 拆开盒
close : close down, closing, slide closed, pull closed, draw closed, push to close, flip closed, swing closed, snap shut, press shut, shut tight, fold closed, lower the lid : 关起来, 关上来, 合起来, 合起, 关严, 关闭好, 盖起来, 盖起, 盖严, 掩, 掩好, 拉合, 闭上, 推拢
close : put down the lid, shut up, draw the blinds, lower the blinds>curtain, pull to : 合盖, 阖上, 拉下来关, 扣下, 拢
lock : padlock, lock up, fasten lock, lock down, secure lock, bolt the door>door : 锁好, 锁门>door, 锁定, 反锁, 扣锁, 上锁好, 插门>door, 上插销
unlock : unbolt the door>door, unlatch lock, unlock with a key, unlock the door>door, open the lock>lock : 打开锁>lock, 开锁头, 用钥匙开, 拧钥匙开锁, 刷卡开门>door, 开门锁>lock
pull : pull up chair, drag over, pull toward, pull towards, pull on, haul in, drag away, pull aside, trail, winch, slide towards you, tug on, jerk, drag across : 拉扯, 拉过去, 拖过来, 拖过去, 拖到, 拖进, 拖出, 拽过来, 拽住, 扯拽, 抽, 抽动, 扒拉, 往回拉
pull : draw out drawer : 向后拉, 拉绳>rope, 拉门>door, 拉抽屉>drawer, 拉椅子>chair, 拉箱子>suitcase
push : push away, push aside, push around, push into place, thrust, shove into, nudge into, propel, move by pushing, push-slide, press forward, slide over, slide to : 推过去, 推过来, 推开来, 推上去, 推回去, 推着走, 推送, 推拨, 推行, 顶开, 顶住, 拱, 滑到, 滑向
push : slide across, shift with finger, push in chair>chair, budge : 推移到, 往前推, 向前推, 推轮椅>wheelchair, 推婴儿车>stroller
push : - : 推病床>hospital-bed, 推椅子>chair, 拨到, 拨开算珠
press : push down on, tap with finger, tap on screen, press with thumb, bear down, squash down, press firmly, touch the screen, toggle the switch>button : 按动, 按压住, 按紧, 按到底, 按两下, 按三下, 按按, 按开关>button, 按按钮>button
press : flip the switch>button, flip switch>button, flick the switch>button, hit the switch>button, pull the trigger>trigger, pull trigger>trigger, click the mouse>computer-mouse, honk : 按遥控器>remote, 按键, 触摸按, 点触, 压下, 压紧, 压实, 压平整, 轻点, 扣动, 扣动扳机
press : beep, ring the bell>bell : 拨动开关>button, 扳动, 按喇叭>french-horn, 打铃, 摇铃>bell, 点击屏幕>monitor
press : - : 点屏幕>monitor, 捺
switch-on : switch-on, flip on, put on the light>lamp, put the light on>lamp, turn the light on>lamp, boot the computer>computer, fire up, start up, start the engine>engine : 打开电, 打开电脑, 按开, 接通, 接通电源, 拧开水龙头>faucet, 开水龙头>faucet, 开风扇>fan
switch-on : run the dishwasher, start the machine>device, energize, turn on the tap>faucet, turn the tap on>faucet : 开空调>air-conditioner, 开火>stove, 开炉, 开电脑>computer
switch-on : - : 启动机器>device, 点火启动, 开动
switch-off : switch-off, cut the power, unpower, turn out the light>lamp, put the light out>lamp, kill the engine>engine, turn off the tap>faucet, turn the tap off>faucet : 关风扇>fan, 关空调>air-conditioner, 关水龙头>faucet, 拧紧水龙头>faucet
switch-off : quench : 关火>stove, 关电脑>computer, 切断电源, 关停, 熄灯>lamp, 灭火, 掐灭, 掐断, 浇灭
switch-off : - : 断开电源, 扑灭
increase : raise the heat>stove, turn up the flame>stove, turn the flame up>stove, turn the burner up>stove, turn up the burner>stove, turn the heat up>stove : 调大火>stove, 开大火>stove, 把火调大>stove
increase : turn up, increase, raise the volume, turn the volume up>sound-volume, turn up the volume>sound-volume, volume up, turn up the heat, make louder, increase the temperature, speed up : 调大, 调高, 加大, 调亮, 增大, 放大, 音量调大>sound-volume, 调高音量>sound-volume, 升温, 加速
increase : zoom in : -
decrease : lower heat>stove, lower the heat>stove, reduce heat>stove, turn down the flame>stove, turn the flame down>stove, turn the burner down>stove, turn down the burner>stove, turn the heat down>stove : 调小火>stove, 关小火>stove, 把火调小>stove
decrease : turn down, decrease, reduce, lower the volume, turn the volume down>sound-volume, turn down the volume>sound-volume, volume down, turn down the heat, make quieter : 调小, 调低, 减小, 调暗, 降温, 缩小, 音量调小>sound-volume, 调低音量>sound-volume, 减速
decrease : decrease the temperature, slow down, zoom out, dim : -
adjust-setting : regulate, adjust the temperature>temperature, set the temperature>temperature, tune in, set the clock>clock, set the alarm>clock, change the channel>remote : 设置, 设定, 调时间>clock, 设闹钟>clock, 换频道>remote, 调频道>remote, 调到
adjust-setting : configure, select mode, change mode : -
turn : turn the handle, turn around its axis, turn by, turn clockwise, rotate by, swing around, whirl, screw around, twist round, rotate to, crank the handle, swirl round : 转一下, 旋转到, 转至, 转过, 转过来, 转动到, 拧一下, 拧转, 扭到, 扳, 扳到, 摇动手柄
turn : reorient to, turn the key>key, turn the wheel>wheel, turn round : 转动钥匙>key, 拧钥匙>key, 打方向盘>steering-wheel, 转方向盘>steering-wheel
turn : - : 回转, 翻转到, 拨转到, 转开
flip : turn it over, flip upside down, flip on its side, turn inside out, turn the right way round, upend, roll over onto, roll onto side, topple onto, tip upside down : 翻一面, 翻一下, 翻过面, 翻转过来, 倒过来, 倒过去, 反过来, 反扣, 倒立放, 翻里, 翻出来, 翻到正面
flip : flip over to, toss and flip, somersault the pan, turn the patient>patient : 翻到背面, 反面, 翻烤, 翻鸡蛋, 翻烧饼, 翻身子
align : line up to, register, true up, centre on, center on, put straight, straighten the picture, position precisely, set parallel, orient, orient upright, reposition upright : 调直, 扶正, 对位, 对中, 对好, 摆端正, 对准孔, 矫正, 找平, 校平, 校零, 归零, 调正, 定位
align : square off, level out : 对齐到, 纠正, 正位
join : attach together, hitch up, link up, combine together, connect up, hook up to, fix together, couple up, couple together, clip onto, clip on, fasten to, fasten onto, secure : 连上, 连在一起, 连起来, 连到, 接在一起, 接入, 接通管道, 固定住, 固定到, 固定在, 夹到, 夹在
join : secure to, pin up, pin to, tether, buckle to, snap onto, snap on, dovetail, wire together, wire up, clamp down, fix in place, fix to, attach to : 夹好, 夹牢, 卡住, 卡到, 卡牢, 卡接, 扣接, 扣到, 别上, 别在, 钉在, 钉上, 钉好, 订书钉, 锚固
join : - : 铰接, 咬合, 拼上, 拴在, 拴到, 拴好, 系到, 挂接, 合在一起, 搭接
screw : drive the bolts : 打上螺丝>screw-part, 打上螺钉>screw-part, 打上螺栓>bolt
screw : tighten up, screw tightly, screw back on, screw on tight, screw into place, screw onto, screw into, wrench tight, ratchet tight, retighten, do up screws>screw-part : 拧上去, 拧紧一下, 拧到底, 拧牢, 拧实, 旋好, 旋到底, 上螺栓>bolt, 上螺母>nut-part
screw : drive screws>screw-part, drive the screw>screw-part, fasten screws>screw-part, tighten screws>screw-part, torque down, cinch down, nut up, wind on : 打紧螺丝>screw-part, 拧进去, 旋进, 扭紧, 锁上螺丝>screw-part
screw : - : 锁好螺丝>screw-part, 固定螺丝>screw-part, 拧盖子>lid, 拧上盖子>lid, 旋盖>lid
screw : - : 旋紧盖子>lid
unscrew : unscrew from, unscrew off, slacken off, back off, back out, loosen up, take the screws out>screw-part, remove screws>screw-part, remove the screws>screw-part : 拧下来, 拧掉, 拧出来, 旋出, 旋掉, 松螺丝>screw-part, 松螺母>nut-part, 松螺栓>bolt
unscrew : remove the screw>screw-part, remove bolts>bolt, remove the bolts>bolt, undo the nuts>nut-part, unthread, untighten, wrench off, twist free, twist off cap>lid : 拆螺栓>bolt, 卸螺栓>bolt, 卸螺钉>screw-part, 退螺丝>screw-part
unscrew : unscrew cap>lid, unscrew the cap>lid, unscrew the lid>lid : 拧松螺丝>screw-part, 松掉, 拧开盖子>lid, 拧开瓶盖>lid, 旋开盖子>lid, 扭开瓶盖>lid
unscrew : - : 卸掉螺丝>screw-part, 松脱, 扭松
insert : tuck under, tuck into : 掖, 掖好, 掖进
insert : insert into, plug back in, plug up, push home, push onto, press in, press into, press onto, press-in, press on, slip on over, slip onto, slip over, slide onto, slide on : 插进去, 插回, 插回去, 插入到, 插到底, 插牢, 插紧, 插接到, 插在, 插稳, 扦插进, 塞到, 塞好, 塞上
insert : stick into hole, poke into, poke in, inlay, embed, load into slot, feed into, feed in, put through the hole, lock into : 塞回, 塞紧, 塞住, 嵌, 嵌进, 嵌好, 镶嵌, 镶, 卡到位, 套进, 套到, 套在, 套好, 套住, 压到
insert : clip into, click into place, snap into place, fit into, fit over, fit on, push down onto, sleeve onto, load the battery>battery, insert the key>key, slot into : 压合, 按入, 按进, 按压进, 推入槽, 送进槽, 穿进, 穿到, 穿过去, 穿入孔, 装入槽, 装进槽
insert : drop into slot, drive into, stick in hole, intubate, cannulate, catheterize : 装入卡槽>hole, 装入孔>hole, 压入孔, 上电池>battery, 装电池>battery, 插钥匙>key
insert : - : 插卡>card, 插花瓶, 插管>catheter, 插吸管>drinking-straw, 对接插入, 扎针
insert : - : 插充电器>connector, 插电>socket, 插网线>ethernet-cable, 插插头>connector
insert : - : 套上去, 套袋子, 入轴
route : lay the cable>cable, run the cable>cable, run wires>cable, wire up panel, thread the cable>cable, feed the cable>cable, route the wire>cable, tuck the cable>cable : 穿线槽, 埋线>cable, 铺设电缆>cable, 拉线>cable, 理顺线缆>cable, 整理线缆>cable
route : manage cables>cable, pull cable through>cable, organise cables>cable : 捋线>cable, 敷设, 敷设电缆>cable, 穿管, 盘走线
unplug : pull the plug>connector, unplug from, plug out, pull off connector, disconnect from, pull free, wiggle out, prise out, pry out, lever out, uproot, draw the pin : 拔下来, 拔出来, 拔走, 拔起, 抽出来, 抽离, 断开连接, 脱离, 起开, 撬出, 抠出, 抠下, 抠
unplug : eject from : 拔电源>power-cord, 拔插座, 拔网线>ethernet-cable, 拔钥匙>key, 拔卡>card
unplug : - : 拔针>needle, 拔管>catheter, 拔瓶塞>lid, 拔塞子>lid, 取出电池>battery
assemble : assemble together, erect the box>box, erect a carton>box, erect the cardboard box>box, form the box>box, set up tent>tent, pitch a tent>tent, pitch the tent>tent : 安装好, 安装上, 安装在, 装到上, 装配好, 装配到, 组装好, 组装成, 组合, 组合起来, 拼起来, 拼接好
assemble : build up, build a house, build with blocks, mount on, mount to, mount onto, install onto, install into, fit up, fit out, fix on, fix onto, bolt on, bolt onto : 拼完, 拼成, 拼装好, 拼拼图>puzzle, 拼图>puzzle, 拼七巧板>tangram, 拼积木>block
assemble : put on wheel, attach onto, rig, rig up, set up equipment, make up furniture, complete the puzzle>puzzle, complete the jigsaw>puzzle, complete a puzzle>puzzle : 搭积木>block, 搭帐篷>tent, 支帐篷>tent, 搭建好, 搭起来, 架设, 竖起, 立起来, 支好
assemble : solve the puzzle>puzzle, do the puzzle>puzzle, do a jigsaw>puzzle, finish the puzzle>puzzle, solve the cube>rubik's-cube, solve rubik's cube>rubik's-cube : 折纸盒>box, 折纸箱>box, 成型纸箱>box, 装上轮子>wheel, 安装轮胎>tire
assemble : complete the tangram>tangram, reassemble, put back together, refit, reinstall, fixate : 钉瓦片>roof-tile, 安轮子>wheel, 装灯泡>bulb, 装门>door, 上轮胎>tire
assemble : - : 还原魔方>rubik's-cube
disassemble : take to bits, break up, strip out, unmount, unassemble, unbuild, remove the cover, demount, tear off wall, dig out parts, decommission, uninstall from : 拆下来, 拆卸下, 拆掉, 拆成, 拆分开, 卸掉, 卸轮胎>tire, 拆轮胎>tire, 拆机, 拆壳, 分解
disassemble : take the puzzle apart>puzzle, take the jigsaw apart>puzzle : 拆帐篷>tent, 推倒积木>block, 拆积木>block, 拆出, 拆毁, 铲除
glue : stick to, stick onto, stick down, paste on, paste onto, attach sticker>sticker, put a sticker on>sticker, apply a sticker>sticker, put sticker>sticker : 粘好, 粘住, 粘牢, 粘在, 粘到上, 粘起来, 贴好, 贴在, 贴紧, 贴满, 贴住, 贴纸>sticker
glue : apply a plaster>plaster, apply plaster>plaster, put a label on>label-tag, attach a label>label-tag, attach label>label-tag, affix label>label-tag : 贴贴纸>sticker, 贴邮票>postage-stamp, 贴墙纸>wallpaper, 贴壁纸>wallpaper
glue : attach the label>label-tag, attach the tag>label-tag, attach the price tag>price-tag, attach a tag>label-tag, tape to, tape over, tape down, tape together, laminate : 贴海报>poster, 贴春联>paper, 贴瓷砖>tile, 贴砖>tile, 贴创可贴>plaster
glue : hang the wallpaper>wallpaper, hang wallpaper>wallpaper, wallpaper, put up wallpaper>wallpaper, put up poster>poster, put up a poster>poster, apply film>screen-protector : 贴胶布>medical-tape, 贴胶带>tape, 贴透明胶>tape, 贴面单>shipping-label
glue : apply decal>sticker, apply a stamp>postage-stamp, putty, spackle, fill the crack>crack-gap, fill the gap>crack-gap, fill cracks>crack-gap, seal the gap>crack-gap : 贴条码>barcode, 贴价签>price-tag, 挂吊牌>price-tag, 打吊牌>price-tag
glue : caulk the gap>crack-gap, apply caulk>sealant, apply silicone>sealant, apply a bandaid>plaster : 刷胶>adhesive, 涂胶水>adhesive, 抹胶>adhesive, 挤胶>adhesive
glue : - : 上胶水>adhesive, 打密封胶>sealant, 裱, 糊墙>wall, 填补裂缝>crack-gap
glue : - : 填缝>crack-gap, 补裂缝>crack-gap, 敷贴, 黏上, 黏住
seal : tape the box shut>box, tape the carton shut>box, tape boxes shut>box, seal with tape, seal with film, close the bag, tie off bag, sealing, seal over, hot seal, vacuum seal, vacuum-seal, vacuum pack : 封住, 封起来, 封装好, 封死, 封紧, 封信封>envelope, 封袋>bag, 封膜
seal : seal the envelope>envelope, stopper, cork, bung, seal the plate>microplate : 贴封板膜>plate-seal, 封板, 热封, 塑封, 真空封装, 抽真空, 塞瓶塞>lid, 加塞, 打胶带封
seal : - : 胶带封好, 用胶带封
crimp : crimp on, crimp together, crimp the terminal>connector, squeeze the crimp : 压接端子>connector, 压接好, 铆压, 压水晶头>rj45
strip : strip insulation>cable, strip the wire>cable, strip wires>cable, strip the cable>cable : 剥线皮>cable, 剥皮线>cable, 剥电线>cable, 剥绝缘皮>cable
solder : solder on, solder onto, solder together, tack weld, weld up, weld onto, spot welding, mig weld, tig weld, weld the seam>seam, weld seam>seam, reflow, unite by welding : 焊在, 焊上去, 焊住, 焊牢, 焊接好, 焊接到, 补焊, 堆焊, 激光焊, 氩弧焊, 电焊, 回流焊, 焊线, 上锡
solder : soldering : 镀锡, 搪锡, 焊接焊缝>seam
hammer : knock on the door>door, knock the door>door : 敲门>door, 叩门>door, 拍门>door
hammer : hammer down, hammer on, beat in, beat down, pound on, knock in, knock on, drum on, beat the drum>drum, beat drum>drum, hit the drum>drum, play the drum>drum : 锤击, 锤下, 锤实, 敲进去, 敲入到, 敲紧, 敲平, 敲一下, 敲两下, 敲鼓>drum
hammer : drive in nail>nail, hammer a nail>nail, tap with hammer, tamp, batter, whack, thump, pound in, tenderize : 拍鼓>drum, 击鼓>drum, 敲锣>gong, 敲钟>bell, 敲琴>xylophone
hammer : - : 敲木琴>xylophone, 敲钉子>nail, 钉钉子>nail, 打钉子>nail, 打钉>nail
hammer : - : 打桩>gatepost, 夯, 夯实, 捶打, 凿, 凿开, 凿孔>hole, 锤肉>meat, 拍肉>meat
hammer : - : 拍蒜>garlic, 拍, 打击, 砸开, 砸碎
drill : drill into, drill through, ream, tap a thread, tap thread, countersink, counterbore, punch out, punch holes>hole, punch a hole>hole, make holes>hole, make hole>hole : 钻个孔>hole, 钻洞>hole, 钻眼>hole, 打洞>hole, 打眼>hole, 打孔>hole
drill : drill holes>hole, drill a hole>hole, bore out, pierce with drill : 钻孔>hole, 攻牙, 铰孔, 镗孔, 沉孔, 冲压孔, 钻透, 钻进
sand : sand off, sand away, file down, file off, file the burrs off>burr, remove burrs>burr, deburr the edge, grind away, mill down, abrade, smooth with sandpaper, scuff, linish : 磨掉, 磨光, 磨成, 磨尖, 磨边, 磨除, 锉, 锉平, 锉掉, 锉光, 去毛边, 去除毛边, 清除毛刺>burr
sand : scrub off rust>rust, remove rust>rust, scrape away, scrape down, scrape paint, plane, plane down, debur, sharpen pencil>pencil, sharpen a pencil>pencil : 去除毛刺>burr, 打磨平整, 打磨掉, 砂光, 除锈>rust, 铲掉, 铲除油漆, 刨平, 刨光, 倒角, 倒圆
sand : sharpen the pencil>pencil, sharpen knife>knife, sharpen the knife>knife, hone the knife>knife : 刮平, 刮干净, 刮下, 刮开, 刮去, 削铅笔>pencil, 卷铅笔>pencil, 削尖, 开刃
polish : polish up, shine, shine up, wax, wax the car>car, wax the floor>floor, shine shoes>shoe, polish shoes>shoe, polish the shoes>shoe, rub to a shine, buff up, buff out : 打光, 磨亮, 擦光, 擦皮鞋>shoe, 擦鞋子>shoe, 给车打蜡>car, 上光, 上蜡
polish : - : 擦亮皮鞋>shoe, 抛光打磨
lubricate : grease up, oil up, apply grease to, lube, oil the chain>chain, add oil>oil : 上润滑油, 打黄油, 涂润滑脂, 加注润滑脂, 涂黄油润滑, 注油, 滴油, 给链条上油>chain
replace : change the dressing>bandage, change dressing>bandage : 换敷料>bandage
replace : swap for, swap over, change out, change for, switch for, change the tyre>tire, change tyre>tire, change a tire>tire, change the tire>tire, swap the wheel>wheel : 换成, 换新的, 换下, 换下来, 更换成, 更换为, 换轮胎>tire, 换胎>tire, 换灯泡>bulb
replace : change the bulb>bulb, change a light bulb>bulb, change the light bulb>bulb, change the filter>filter-element, change the battery>battery, replace batteries>battery : 换电池>battery, 换滤芯>filter-element, 换刀片>blade-part, 换刀具, 换刀
replace : change the oil>oil, refresh, change the sheets>sheet, change bed sheets>sheet, replace the roll, put a new : 换机油>engine-oil, 换垃圾袋>bin-liner, 换尿布>diaper
replace : - : 换纸尿裤>diaper, 换药>bandage, 换水>water, 换纸>paper
replace : - : 换卷纸>toilet-paper, 换针头>needle, 替下, 轮换, 换装
repair : fix up, make repairs, restore, recondition, refurbish, service, do maintenance, patch up, mend the fence>fence, fix the tap>faucet, fix the bike>bicycle : 修好, 修理好, 修一修, 补好, 补胎>tire, 修车>car, 修水管>pipe, 修自行车>bicycle
repair : fix a puncture>tire, patch a tyre>tire, patch the tyre>tire : 修电脑>computer, 翻新, 翻修, 抢修, 调试
`;
