/** Workshop, assembly, electronics, vehicles and building. */

/** Lines as in `lexicon-kinds.ts`: `parent : english/english=中文/中文, …`. */
export const WORKS = `
part : finished product/finished goods=成品/半成品, solder joint/solder point=焊点, snap clip/clip fastener=卡扣/卡子
part : electronic component/electronic part=电子元件/元器件/电子元器件, bearing/ball bearing/roller bearing=轴承/滚珠轴承, shaft/axle/spindle=轴/转轴/主轴/车轴, bushing/bush sleeve/sleeve bearing=衬套/轴套/铜套
part : coupling/shaft coupling=联轴器, gear/cog/gearwheel/spur gear/pinion=齿轮, pulley=皮带轮/滑轮, drive belt/timing belt/v-belt/fan belt=皮带轮带/传动带/同步带/正时皮带, flywheel=飞轮, clutch/clutch plate=离合器
part : camshaft/cam part/crankshaft=凸轮/凸轮轴/曲轴, connecting rod/con rod=连杆, piston/piston ring=活塞/活塞环, engine block/cylinder head/cylinder block=缸盖/缸体/汽缸
part : spring/compression spring/coil spring=弹簧/压簧, leaf spring=板簧/钢板弹簧, damper/shock absorber=减震器/减振器/阻尼器, o-ring/seal ring/oil seal/rubber seal/sealing ring=密封圈/o型圈/油封/密封环
part : key part/woodruff key=键销/平键, wooden stick/popsicle stick/craft stick=木棒/木棍/雪糕棍, bracket/mounting bracket/angle bracket=支架/托架/角码, flange=法兰/法兰盘
part : housing/casing/enclosure/shell casing=外壳/壳体/机壳, casting/metal casting/forging=铸件/锻件, moulded part/injection moulded part/molded part=注塑件/塑胶件, sprue/runner gate=水口/浇口/料头
part : steel bar/rebar/reinforcing bar/reinforcement bar=钢筋/螺纹钢, steel coil=钢卷/卷钢, steel beam/i-beam/girder=钢梁/工字钢/型钢, profile/aluminium profile/aluminum extrusion=铝型材/型材
part : ingot/metal ingot=金属锭/铸锭, pipe/tube pipe/steel pipe/steel tube/metal pipe/pvc pipe=管子/钢管/管道/铁管/pvc管/圆管, elbow joint/pipe fitting/pipe joint/pipe elbow=弯头/管接头/管件, nozzle=喷嘴/喷头
part : manifold=歧管/分流器, filter element/filter cartridge/oil filter/air filter=滤芯/机油滤清器/空气滤芯/滤清器, membrane/diaphragm=膜片/隔膜, magnet=磁铁/磁石/吸铁石
part : motor/electric motor/servo/servo motor/stepper motor=电机/马达/电动机/舵机/伺服电机, turbine=涡轮/涡轮机, stator/rotor/coil winding=定子/转子/线圈, carbon brush=碳刷
part : bobbin/spool/reel/thread spool=线轴/线盘/卷筒/绕线轴/线圈架, heating element=发热管/加热管/电热丝, solar panel/photovoltaic panel=太阳能板/光伏板/太阳能电池板, propeller/rotor blade=螺旋桨/桨叶, wind turbine=风力发电机
part : lens=镜头/镜片/透镜, prism=棱镜, optical fiber/optical fibre/fiber/fibre/fiber optic=光纤/光缆, wafer=晶圆/硅片/硅晶片, wafer carrier/foup/carrier tray=晶圆盒/载具/花篮/料盒
part : glass pane/glass sheet/pane of glass=玻璃板/玻璃片, mold/mould/die mould=模具/模子, die casting=压铸件, ceramic part=陶瓷件, rubber part/rubber pad=橡胶件/橡胶垫/胶垫
part : foam/foam block/styrofoam/polystyrene/expanded polystyrene=泡沫/泡沫塑料/泡沫块/泡沫内衬/保丽龙, plank/wooden board/lumber/timber/floorboard/wood=木板/木材/木头/木料/木方, plywood/chipboard/mdf=胶合板/三合板/密度板
part : veneer=木皮/贴面, frame/metal frame=框架/框子/金属架, panel=面板/嵌板, tank lid/manhole cover=井盖, blade part/fan blade=扇叶/桨叶片, handle grip/grip=握把/把套, pedal=踏板/脚踏板, crank handle/crank=曲柄/摇把/摇柄
part : float ball=浮球, weight plate/weight/counterweight=配重/砝码/重物, beam/rafter/roof beam=房梁/横梁/椽子/梁
tool : hand tool=手工具/手动工具, power tool=电动工具, measuring tool=量具/测量工具, cutting tool=刀具类/切削工具, garden tool=园艺工具/农具, barcode scanner/barcode reader/scan gun=扫码枪/扫描枪/扫码器, fire extinguisher=灭火器
tool : welding rod/welding wire=焊条/焊丝
hand-tool : claw hammer/hammer/sledgehammer/ball-peen hammer=锤子/榔头/铁锤/大锤/羊角锤, wrench/spanner=扳手/板手, screwdriver/turnscrew=螺丝刀/起子/改锥/螺丝起子, pliers/plier=钳子/老虎钳/钢丝钳, tweezers/tweezer=镊子/夹镊
hand-tool : chisel/wood chisel=凿子/凿刀/錾子, crowbar/pry bar/wrecking bar/pinch bar/spudger=撬棍/撬杠/撬棒/撬片, clamp/c-clamp/g-clamp/bar clamp=夹钳/夹具钳/g型夹, toolbox/tool box/tool chest/tool case=工具箱/工具盒
hand-tool : tool bag/tool belt=工具包/工具腰带, metal file/hand file/rasp/needle file=锉刀/锉/什锦锉, hand plane/wood plane/jack plane=刨子/木工刨/手刨, axe/ax/hatchet=斧头/斧子
hand-tool : punch tool/center punch/hole punch tool=冲子/中心冲/样冲, awl/bradawl=锥子, scriber/scribe=划线针/划针, nail puller=起钉器/拔钉器, staple gun/stapling gun=打钉枪, rivet gun/riveter=铆钉枪/拉铆枪
hand-tool : grease gun=黄油枪/注油枪, magnifying glass/magnifier/loupe=放大镜, inspection mirror=检查镜, magnetic pick-up/pickup tool=磁性捡拾器, glass cutter=玻璃刀, bolt cutter/bolt cutters=断线钳/断丝钳
hand-tool : tin snips/snips/metal shears=铁皮剪/金属剪, pipe cutter/tube cutter=割管器/切管器, tap and die/tap tool/die nut=丝锥/板牙, scraper/paint scraper=刮板/铲刀/刮削器, wire brush=钢丝刷
hand-tool : sandpaper/emery paper/abrasive paper/sanding block=砂纸/砂皮/砂布, whetstone/sharpening stone/oilstone=磨刀石/油石, paint roller/roller brush=滚筒/油漆滚筒/滚刷, trowel=抹刀/泥刀/抹子/瓦刀
hand-tool : plastering float/hawk tool=抹泥板/托灰板, stencil=模板/漏字板, screwdriver bit/drill bit/bit driver=批头/钻头/螺丝批头, pick hook/hook tool=钩针/勾针, suction cup lifter/vacuum lifter=吸盘提手/玻璃吸盘
hand-tool : lifting sling/sling=吊装带/吊索, chain hoist/pulley block/block and tackle=手拉葫芦/葫芦, jack/jack stand/car jack/hydraulic jack=千斤顶, tyre lever/tire iron=撬胎棒/轮胎撬棒, oil filter wrench=机滤扳手
hand-tool : funnel cone=漏斗杯
glue-gun : caulking gun/caulk gun/sealant gun=胶枪/打胶枪/玻璃胶枪
claw-hammer : mallet/rubber mallet/wooden mallet=木槌/橡胶锤/木锤
fixture-jig : vise/vice/bench vise=虎钳/台钳/台虎钳, chuck/lathe chuck=卡盘
saw : hacksaw/handsaw/hand saw/coping saw=手锯/钢锯/弓锯, circular saw/table saw/power saw/jigsaw tool=电圆锯/台锯/电锯/曲线锯, chainsaw/chain saw=链锯/油锯, band saw=带锯/带锯床
kettle : oil can/oiler=油壶/注油壶
brush : paintbrush/paint brush=油漆刷/漆刷/画笔
wrench : torque wrench=扭力扳手/扭矩扳手/力矩扳手, ratchet/ratchet wrench/socket wrench=棘轮扳手/套筒扳手, adjustable wrench/monkey wrench/crescent wrench=活动扳手/活扳手, pipe wrench=管钳/管子钳
wrench : open-end wrench/box wrench/combination wrench/ring spanner=开口扳手/梅花扳手/两用扳手, hex key/allen key/allen wrench/hex wrench=六角扳手/内六角扳手/内六角, impact wrench=冲击扳手/风炮
wrench : lug wrench/wheel brace=轮胎扳手/十字扳手
screwdriver : phillips screwdriver/cross-head screwdriver/crosshead screwdriver=十字螺丝刀/十字起子/十字改锥, flathead screwdriver/slotted screwdriver/flat-head screwdriver=一字螺丝刀/平头螺丝刀/一字起子
screwdriver : torx screwdriver=梅花螺丝刀/星形螺丝刀, electric screwdriver/power screwdriver=电动螺丝刀/电批, precision screwdriver=精密螺丝刀
pliers : needle-nose pliers/long nose pliers=尖嘴钳, wire cutter/diagonal pliers/side cutter/wire cutters=斜口钳/剪线钳/偏口钳, wire stripper/wire strippers=剥线钳
pliers : crimping tool/crimper/crimping pliers=压线钳/压接钳, locking pliers/vise-grip=大力钳, circlip pliers/snap ring pliers=卡簧钳
power-tool : power drill/drill/electric drill/cordless drill/hand drill=电钻/手电钻/充电钻, hammer drill/rotary hammer/jackhammer=电锤/冲击钻/风镐, angle grinder/grinder/bench grinder=角磨机/砂轮机/打磨机
power-tool : sander/orbital sander/belt sander=砂光机/磨砂机, polishing machine/polisher/buffer machine=抛光机, router tool/milling cutter/end mill=铣刀/修边机, planer=电刨/刨床, nail gun/nailer=射钉枪/气钉枪/钉枪
power-tool : heat gun/hot air gun=热风枪/热风机, glue gun/hot glue gun=热熔胶枪/热熔枪, spray gun/paint sprayer/airbrush=喷枪/喷漆枪/喷笔, welding torch/welder/welding gun/welding machine=焊枪/焊机/电焊机
power-tool : plasma cutter=等离子切割机, blowtorch/blow torch/gas torch=喷灯/喷火枪/火枪, soldering iron=电烙铁/烙铁/焊台, desoldering pump/solder sucker=吸锡器, laser cutter/laser engraver=激光切割机/激光雕刻机
power-tool : compressor/air compressor=空压机/空气压缩机, air blow gun/air gun=气枪/吹尘枪, vacuum pump=真空泵, water pump/pump=水泵/泵, bicycle pump/air pump/tyre pump=打气筒/气泵/充气泵, generator=发电机
power-tool : screw feeder=螺丝供料机/螺丝机
measuring-tool : tape measure/measuring tape/tapeline=卷尺/钢卷尺, caliper/vernier caliper/calipers/callipers=卡尺/游标卡尺, micrometer/micrometer screw gauge=千分尺/螺旋测微器, dial gauge/dial indicator=百分表/千分表
measuring-tool : feeler gauge=塞尺/厚薄规, spirit level/bubble level=水平仪/水平尺, protractor/goniometer=量角器/角度尺, set square/try square/square ruler=三角板/直角尺, plumb line/plumb bob=铅垂线/铅锤
measuring-tool : multimeter/voltmeter/ammeter=万用表/电压表/电流表, oscilloscope=示波器, test pen/voltage tester=测电笔/试电笔, gauge/pressure gauge/manometer=压力表/仪表, laser rangefinder/laser measure=测距仪/激光测距仪
measuring-tool : theodolite/total station=经纬仪/全站仪, dipstick/oil dipstick=机油尺/油尺, thread gauge/plug gauge/go gauge=螺纹规/通止规/塞规, weighing hook/spring scale=弹簧秤
measuring-tool : infrared thermometer/thermal camera=红外测温仪/热像仪, tachometer=转速表, flow meter/flowmeter=流量计, speedometer=速度表/车速表
screw-part : bolt=螺栓, nut part/nut/hex nut=螺母/螺帽, set screw/grub screw=紧定螺丝/顶丝, wood screw/self-tapping screw=木螺丝/自攻螺丝/自攻钉, wing nut/butterfly nut=蝶形螺母, lug nut/wheel nut=轮胎螺母/车轮螺母/车轮螺丝
screw-part : lock nut=锁紧螺母/防松螺母, threaded rod/stud bolt/stud=螺杆/双头螺柱/螺柱, washer/gasket/shim=垫圈/垫片/华司, spring washer=弹簧垫圈, nail=钉子/铁钉/圆钉, rivet=铆钉, staple pin/staples=订书钉/钉书针/u型钉
screw-part : cotter pin/split pin=开口销, circlip/snap ring/retaining ring/e-clip=卡簧/挡圈/卡环, anchor bolt/expansion bolt/wall anchor/wall plug=膨胀螺丝/膨胀螺栓/锚栓/膨胀管
screw-part : hose clamp/hose clip/jubilee clip=喉箍/卡箍/管箍, standoff/spacer=铜柱/隔离柱/螺柱支撑, eye bolt/screw eye=吊环螺丝/羊眼, u-bolt=u型螺栓, hook screw=螺丝钩
stationery : thumbtack/pushpin/drawing pin=图钉
strap : cable tie/zip tie/tie wrap=扎带/束线带/尼龙扎带
panel : sheet metal/metal plate/steel plate/metal sheet/iron plate=钣金/钢板/金属板/铁板/铁皮
motor : engine=发动机/引擎
gear : gearbox/transmission/reducer/speed reducer=变速箱/减速器/齿轮箱/减速机, sprocket=链轮
peg-part : dowel/dowel pin/locating pin/alignment pin=定位销/木榫, peg/pin/cylinder peg=销钉/销/销子, rod/stick/bar rod/metal rod/pole=杆/棒/棍子/铁棒/金属棒/杆子
pipe : hose/rubber hose=软管/胶管
furniture-part : knob/dial=旋钮/转盘
valve : lever=拉杆/操纵杆/杠杆/手柄杆
connector : cable/wire/cord/lead=线缆/电缆/电线/线/导线, barbed wire=铁丝网/带刺铁丝, alligator clip/crocodile clip=鳄鱼夹, terminal block/terminal lug/wire terminal/terminal=接线端子/端子/端子排/接线柱
connector : fpc connector/board connector=fpc连接器/板对板连接器, rj45/rj45 plug/modular plug=水晶头/网线头, usb hub/docking station/dongle=扩展坞/集线器/转接头
connector : flash drive/usb drive/usb stick/thumb drive/pen drive/usb flash drive=u盘/优盘/闪存盘/随身碟, conduit/cable duct/trunking/cable tray/cable trunking/duct=线槽/走线槽/线管/桥架
connector : heat shrink/heat shrink tube=热缩管, wire nut=接线帽, cable clip=线卡/理线夹
tape : electrical tape/insulating tape=电工胶带/绝缘胶带, adhesive/threadlocker/superglue/glue/super glue/epoxy=胶水/胶/螺纹胶/粘合剂/环氧胶/万能胶
cable : usb cable/usb-c cable/data cable/charging cable/lightning cable=usb线/数据线/充电线/充电电缆, power cord/power cable/power lead/mains lead=电源线/电源电缆
cable : ethernet cable/network cable/lan cable/ethernet/patch cable=网线/网络线/跳线, patch cord/fiber patch cord/fibre patch cord=光纤跳线/光跳线, hdmi cable/video cable/vga cable=hdmi线/视频线/高清线
cable : audio cable/aux cable=音频线, coaxial cable/coax=同轴电缆/同轴线, ribbon cable/flat cable/flex cable/flexible flat cable=排线/扁平线/柔性排线, wiring harness/wire harness/cable harness/harness=线束
cable : jumper wire/dupont wire=杜邦线/跳线帽/短接线, copper wire=铜线/铜丝, iron wire/steel wire/metal wire=铁丝/钢丝/铅丝
board : ram/ram module/memory module/memory stick/dimm/ram stick=内存条/内存, memory card/sd card/microsd/tf card/micro sd=存储卡/内存卡/sd卡, chip/microchip/ic/integrated circuit=芯片/集成电路/ic芯片
board : gpu/graphics card/video card=显卡/图形卡, hard drive/hard disk/disk drive/hdd=硬盘/机械硬盘, sim card/sim=sim卡/电话卡, heatsink/heat sink/cooler fin=散热器/散热片, cooling fan/cpu fan/case fan=散热风扇/机箱风扇
board : fuse=保险丝/熔断器, solder pad/pad solder=焊盘, solder wire/solder/tin wire/solder paste=焊锡丝/焊锡/锡线/锡膏, soldering flux/flux/rosin=助焊剂/松香/焊剂, breadboard=面包板, motherboard/mainboard=主板/母板
board : arduino/raspberry pi/microcontroller/development board=开发板/单片机/树莓派, display panel/lcd panel/lcd/oled=液晶屏/液晶面板/显示面板, camera module=摄像头模组, phone case/phone shell=手机壳/手机套
board : screen protector/screen film=手机膜/钢化膜/贴膜, back cover/battery cover/rear cover=后盖/后壳/电池盖, shield cover/emi shield=屏蔽罩, thermal paste/thermal pad=导热硅脂/导热膏/导热垫
board : sensor/probe sensor/lidar/imu=传感器/激光雷达/探头, antenna=天线, battery cell/button cell/coin cell=电芯/纽扣电池, test probe/probe=探针/测试针
electronic-component : resistor=电阻/电阻器, inductor=电感, diode=二极管, led/led bead/light-emitting diode=发光二极管/led灯/led灯珠, transistor/mosfet/triode=三极管/晶体管/场效应管, relay=继电器, crystal oscillator=晶振, transformer=变压器
electronic-component : potentiometer=电位器
chip : cpu/processor=处理器/中央处理器
hard-drive : ssd/solid state drive/nvme=固态硬盘
resistor : capacitor=电容/电容器
device : computer/pc/desktop computer=电脑/计算机/台式机/主机, phone/smartphone/mobile phone/cellphone/cell phone/iphone/mobile=手机/智能手机/移动电话, keyboard=键盘, computer mouse/mouse=鼠标/滑鼠
device : mouse pad/mousepad=鼠标垫, monitor/display/screen=显示器/屏幕/萤幕/荧幕/监视器, printer/inkjet printer/laser printer=打印机/印表机/列印机, ink cartridge/toner/toner cartridge/cartridge=墨盒/硒鼓/墨粉盒
device : flatbed scanner=扫描仪, fax machine=传真机, photocopier/copier=复印机/影印机, paper shredder/shredder=碎纸机, laminator=塑封机/过塑机, remote/remote control/remote controller/tv remote=遥控器/遥控
device : camera/webcam/digital camera/dslr=相机/照相机/摄像机/网络摄像头/摄像头, tripod/camera stand=三脚架/脚架, tv/television/tv set=电视/电视机/电视机屏, server/rack server=服务器, server rack/network rack=机柜/服务器机柜
device : computer case/pc case/tower case=机箱/电脑机箱, speaker/loudspeaker/soundbar=音箱/音响/喇叭/扬声器, headphone/headphones/headset=耳机/头戴式耳机, microphone/mic=麦克风/话筒, radio=收音机
device : record player/turntable/gramophone=唱片机/留声机, vinyl record/vinyl=唱片/黑胶唱片, cd/dvd/compact disc=光盘/光碟/dvd光盘, cassette/cassette tape=磁带/卡带
device : game console/playstation/nintendo switch=游戏机/主机游戏, game controller/joystick/gamepad=游戏手柄/摇杆/手柄, vr headset=头显/vr眼镜, calculator=计算器, clock/alarm clock=时钟/闹钟/钟/钟表, projector=投影仪/投影机
device : projection screen=投影幕布/幕布, router/wifi router/modem=路由器/调制解调器, network switch=交换机, walkie-talkie/two-way radio=对讲机, power bank=充电宝/移动电源/行动电源, ups/uninterruptible power supply=不间断电源
device : drone/quadcopter/uav=无人机, robot dog=机器狗, traffic light=红绿灯/交通灯, parking meter=停车计时器, turnstile=闸机, atm/cash machine=取款机/自动取款机/提款机, card reader/pos terminal/pos machine=刷卡机/读卡器/pos机
device : metal detector=金属探测器/安检门, control panel/operator panel=控制面板/控制台/操作面板, plc=可编程控制器, teach pendant=示教器
computer : laptop/notebook computer=笔记本电脑/手提电脑/笔电
phone : telephone/landline/handset=电话机/座机/电话/听筒, tablet/ipad/tablet computer=平板/平板电脑
monitor : touchscreen/touch screen=触摸屏/触控屏
printer : 3d printer=3d打印机
speaker : smart speaker=智能音箱
headphone : earphone/earbud/earbuds/airpods=耳塞/无线耳机/入耳式耳机
watch : smartwatch/smart watch=智能手表
clock : stopwatch=秒表, timer/kitchen timer=计时器/定时器
medicine : hearing aid=助听器
industrial : forklift=叉车/堆高机, machine tool/cnc/cnc machine/machining center=机床/数控机床/加工中心, stamping press/press brake/punch press/hydraulic press=冲床/折弯机/压力机/液压机
industrial : injection moulding machine/injection molding machine=注塑机, loom/weaving machine=织布机/织机, packing machine/packaging machine=包装机/打包机, labelling machine/labeling machine/labeler=贴标机
industrial : filling machine=灌装机, capping machine=旋盖机, furnace/kiln/smelter=熔炉/窑/窑炉/高炉, anvil=铁砧/砧子, fixture jig/jig/workholding=夹具/治具/工装, turntable stage/rotary table=转台
industrial : feeder/vibratory feeder/bowl feeder=振动盘/供料器/送料机, hopper=料斗, charging station/charging dock/charging pile/ev charger=充电桩/充电站/充电座/充电枪, loading dock/dock door=装卸口/月台/装卸平台
industrial : robot arm stand=机器人底座, workcell=工作站, drum barrel/oil drum/steel drum=铁桶/油桶大桶/钢桶, fire hydrant/hydrant=消防栓, fire hose=消防水带, boiler tank=锅炉罐, pump station=泵站
industrial : seam/weld seam/weld/weld bead=焊缝/焊道, burr/flash edge=毛刺/飞边, crack gap/crevice=裂缝/缝隙/裂纹
machine-tool : lathe/cnc lathe=车床/数控车床, milling machine=铣床, drill press/drilling machine=台钻/钻床
container : gas cylinder/propane tank/gas bottle/oxygen cylinder=煤气罐/气瓶/氧气瓶/液化气罐, water tank/fuel tank/tank=水箱/油箱/储罐, sandbag=沙袋
vehicle : car/automobile/sedan=汽车/轿车/小汽车, truck/lorry/van/pickup truck=卡车/货车/面包车/皮卡, bus/coach=公交车/大巴/巴士, ambulance=救护车, fire engine/fire truck=消防车, taxi/cab=出租车/计程车
vehicle : motorcycle/motorbike/moped=摩托车/机车/电瓶车, bicycle/bike=自行车/单车/脚踏车, scooter/kick scooter=滑板车/踏板车, tricycle=三轮车, train/tram=火车/电车, subway/metro=地铁, tractor=拖拉机
vehicle : combine harvester/harvester=收割机, excavator/digger=挖掘机/挖土机, bulldozer=推土机, crane/tower crane/hoist crane=起重机/吊车/塔吊, dump truck=自卸车/翻斗车, trailer=挂车/拖车车
vehicle : airplane/aircraft/aeroplane/plane=飞机, helicopter=直升机, rocket=火箭, satellite=卫星, boat/rowboat/dinghy=小船/划艇/橡皮艇, submarine=潜艇, anchor=锚/船锚, oar=船桨/桨, wheel=车轮/轮子, inner tube=内胎
vehicle : hubcap/wheel rim/rim=轮毂/轮圈/轮辋, steering wheel=方向盘, windshield/windscreen=挡风玻璃/前挡风, wiper/windshield wiper/wiper blade=雨刮/雨刷/雨刮器/雨刷片, bumper=保险杠, car hood/bonnet=引擎盖/发动机盖/机盖
vehicle : car trunk/trunk lid/car boot=后备箱/尾箱/行李箱盖, seat belt/seatbelt/safety belt=安全带, headlight/headlamp/taillight=车灯/前大灯/尾灯/大灯, license plate/number plate=车牌/牌照
vehicle : rearview mirror/wing mirror/side mirror=后视镜/倒车镜, exhaust pipe/muffler=排气管/消音器, spark plug=火花塞, brake pad/brake pads/brake lining=刹车片/制动片/煞车片, brake disc/brake caliper=刹车盘/制动盘/刹车卡钳
vehicle : brake=刹车/制动器/手刹, throttle/accelerator=油门, carburetor=化油器, radiator grille/car radiator=水箱散热器/中网, car battery=蓄电池/汽车电瓶/电瓶, fuel cap/gas cap/petrol cap=油箱盖/加油口盖
vehicle : fuel nozzle/fuel pump/petrol pump=加油枪/加油机, coolant/antifreeze=冷却液/防冻液, brake fluid=刹车油, gearshift/gear stick/gear lever=换挡杆/排挡杆/变速杆, dashboard=仪表盘/仪表台, airbag=安全气囊
vehicle : bicycle chain/bike chain=自行车链条/车链, bicycle pedal=自行车脚踏, saddle seat/bike saddle=车座/车坐垫, handlebar/handlebars=车把, spoke=辐条, kickstand=脚撑/车撑, roof rack=车顶架/行李架
vehicle : tow bar/tow rope=拖车绳/牵引钩
car : car body/body shell/chassis=车身/底盘/白车身
boat : ship/ferry=轮船/船/渡轮, canoe/kayak=独木舟/皮划艇, sailboat/yacht/sail=帆船/游艇/帆, raft=木筏/筏子
wheel : tire/tyre=轮胎/车胎
key : car key=车钥匙
door : car door=车门
window : car window=车窗
chair : car seat/child seat=汽车座椅/安全座椅
oil : engine oil/motor oil=机油/发动机油, lubricant/lubricating oil=润滑油/润滑剂
lock : bicycle lock=自行车锁
block : brick/bricks=砖/砖块/砖头
- : tile/ceramic tile/floor tile=瓷砖/地砖/墙砖, roof tile/shingle/shingles=瓦片/屋瓦/瓦, concrete/cement=水泥/混凝土, mortar mix/cement mortar/mortar=砂浆/灰浆
- : wall putty/filler putty/putty/spackle/filler=腻子/油灰/填缝料, plasterboard/drywall/gypsum board=石膏板/干墙, plaster powder=石膏/灰泥, insulation/insulation board/glass wool=保温棉/隔热棉/岩棉/保温板
- : gravel/crushed stone=碎石/砾石/石子, beach sand/sand=沙子/沙, asphalt/bitumen=沥青, paving stone/paving slab/flagstone=铺路石/石板, curb/kerb=路缘/路沿石, scaffold/scaffolding=脚手架
- : pillar/column post=柱子/立柱, skirting board/baseboard/skirting=踢脚线/踢脚板, moulding trim/cornice=装饰线条/石膏线, parquet/wood flooring/laminate flooring/wood floor=木地板/拼花地板/实木地板
- : linoleum/vinyl flooring=地胶/塑胶地板, fence/fencing/picket fence=栅栏/篱笆/围栏, gatepost/fence post/post/stake=木桩/桩子/桩/柱桩, wall paint/paint/emulsion/primer=油漆/涂料/乳胶漆/漆, varnish/lacquer=清漆/亮光漆
- : grease lubricant=黄油润滑脂/润滑脂, rust=铁锈/锈/锈迹, sawdust/wood shavings=木屑/锯末/刨花, metal chips/swarf/metal shavings=铁屑/切屑/金属屑, slag=焊渣/炉渣/矿渣, molten metal/molten iron=铁水/金属液
- : road cone/traffic cone=路锥/交通锥/雪糕筒, road sign/traffic sign/signboard=路牌/标志牌/指示牌, explosive/bomb/landmine=炸弹/炸药/地雷, safety harness=安全绳/安全吊带
adhesive : sealant/caulk/silicone=密封胶/玻璃胶/硅胶
helmet : hard hat/safety helmet=安全帽
bin : paint can/paint tin/paint bucket=油漆桶/油漆罐/涂料桶
stairs : ladder/stepladder=梯子/人字梯, ramp=坡道/斜坡
textile : tarp/tarpaulin=防水布/篷布/油布
`;
