/** Laboratory, medicine, packaging, logistics, retail, office, nature, farm, animals, play, music and sport. */

/** Lines as in `lexicon-kinds.ts`: `parent : english/english=中文/中文, …`. */
export const TRADES = `
chemical : agar=琼脂
- : sharps=锐器/利器, pulse=脉搏/心率/脉
room : radiology department/radiology=放射科, ward round room=诊室, emergency room=急诊室/急诊科
lid : pen cap=笔帽/笔盖
- : christmas=圣诞/圣诞节, easter=复活节, halloween=万圣节, birthday=生日, lint/fluff=绒毛/毛球/线头/毛絮, drawn pattern/pattern=图案/花纹/纸样
temperature : water temperature=水温, room temperature=室温
box : packaging/wrapper=包装/外包装
plant : pothos=绿萝, monstera=龟背竹, aloe/aloe vera=芦荟, jasmine=茉莉/茉莉花, snake plant=虎皮兰, spider plant=吊兰, money tree=发财树, hydrangea=绣球花, azalea=杜鹃花, peony=牡丹/芍药
- : plastic film/film=薄膜/膜/胶片, sound volume/volume=音量, trigger=扳机, surgical instrument=手术器械/器械/医疗器械, packing material=包装材料, bubble wrap=气泡膜/泡泡纸/气泡纸
- : stretch film/shrink wrap/pallet wrap/shrink film=缠绕膜/拉伸膜/热缩膜, packing peanuts/void fill/packing paper=填充物/缓冲材料/填充纸, strapping band/packing strap/strapping=打包带/捆扎带
- : ratchet strap/tie-down strap=棘轮带/绑带紧固器, bungee cord/elastic cord=弹力绳/松紧带, security tag/anti-theft tag=防盗扣/防盗标签/防盗磁扣, rfid tag=电子标签/射频标签, desiccant/silica gel=干燥剂
- : seal sticker/tamper seal=封条/封签, hangtag=挂牌标, coin/coins=硬币, banknote/cash/money/bill/dollar=钱/现金/钞票/纸币, cheque/check slip=支票, receipt/invoice=收据/小票/发票
- : ticket/boarding pass=票/门票/车票/登机牌, voucher/coupon=优惠券/代金券, driving licence/driver's license=驾照/驾驶证, checkout/checkout counter/cash register/till=收银台/收银机/收款机, price gun=打价机
- : shelf label=货架标签, shopping list=购物清单, cargo/freight=货物箱/货品箱, gift/present=礼物/礼品, bow ribbon/gift wrap/wrapping paper=包装纸/礼品纸, trophy/medal=奖杯/奖牌, flag/banner=旗/旗子/国旗/横幅, tent=帐篷
- : campfire/bonfire=篝火/营火, charcoal/coal=木炭/煤/炭, lighter=打火机, match/matchstick=火柴, cigarette/cigar=香烟/烟/雪茄, ash=灰烬/烟灰, flame/fire=火/火焰, smoke=烟雾, dust=灰尘/尘土/灰
- : stain/dirt spot/grime/spill=污渍/污垢/污迹/洒出物, bubble/soap bubble=泡泡/气泡, foam lather/lather=泡沫水, rope/string/cord rope/twine=绳子/绳/麻绳/细绳, fishing line=鱼线/钓鱼线, net=网/渔网/网兜, bait=鱼饵/饵
- : fish hook=鱼钩, compass=指南针/罗盘, headtorch=头灯, fire poker/poker=火钳/拨火棍, barrel tap=桶龙头, key fob=遥控钥匙
thermometer : temperature=温度/体温
labware : vial/glass vial/sample vial/scintillation vial=西林瓶/小瓶/药水瓶/样品瓶/进样瓶, reagent bottle/media bottle=试剂瓶/培养基瓶, test tube=试管, capillary/capillary tube=毛细管, syringe=注射器/针筒/针管
labware : syringe filter=针头过滤器/滤膜过滤器, cuvette=比色皿/比色管, beaker=烧杯, flask=烧瓶, funnel=漏斗, separating funnel/separatory funnel=分液漏斗, buchner funnel=布氏漏斗, graduated cylinder/measuring cylinder=量筒
labware : crucible=坩埚, crucible tongs=坩埚钳, evaporating dish=蒸发皿, plate seal/sealing film/plate film=封板膜/封口膜, parafilm=封口膜卷, cover slip/coverslip/cover glass=盖玻片
labware : pipette/micropipette/pipettor=移液器/移液枪/微量移液器, tip box/tip rack=枪头盒/吸头盒, inoculation loop/inoculating loop/loop=接种环, stir bar/glass rod/magnetic stirrer bar=玻璃棒/搅拌子/磁力搅拌子, watch glass=表面皿
labware : filter paper=滤纸, weighing paper/weighing boat/weigh boat=称量纸/称量舟/称量盘, lab spatula/micro spatula=药匙/药勺, bunsen burner/alcohol lamp/spirit lamp=酒精灯/本生灯
labware : retort stand/lab stand/clamp stand=铁架台, tripod stand/wire gauze=三脚铁架/石棉网, desiccator=干燥器/干燥皿, condenser=冷凝管, chromatography column/column=色谱柱/层析柱, electrode/ph electrode=电极/ph电极
labware : ph paper/litmus paper=ph试纸/石蕊试纸
vial : ampoule/ampule=安瓿/安瓿瓶, cryovial/cryotube/cryogenic vial=冻存管/冷冻管
test-tube : sample tube/collection tube=样品管/采样管/采集管, centrifuge tube/falcon tube/conical tube=离心管, eppendorf/eppendorf tube/microcentrifuge tube/microtube/pcr tube/epp tube=ep管/微量离心管/pcr管
test-tube : blood tube/blood collection tube/vacutainer=采血管
needle : syringe needle/injection needle/butterfly needle/hypodermic needle=注射针头/针头/蝶形针, suture needle=缝合针
flask : conical flask/erlenmeyer/erlenmeyer flask=锥形瓶/三角瓶, volumetric flask=容量瓶, round-bottom flask=圆底烧瓶, culture flask/t75 flask/t25 flask/cell culture flask=培养瓶/细胞培养瓶, burette/buret=滴定管
dish-lab : petri dish/culture dish=培养皿, agar plate/culture plate=琼脂平板/培养基平板/琼脂板, microplate/well plate/96-well plate/microtiter plate/384-well plate=孔板/微孔板/96孔板/酶标板
dish-lab : deep well plate/deepwell plate=深孔板, microscope slide/slide/glass slide=载玻片/玻片
pipette : pasteur pipette/dropper/transfer pipette=滴管/吸管滴管/巴氏吸管, multichannel pipette/multi-channel pipette=排枪/多道移液器, serological pipette/graduated pipette=移液管/吸量管, pipette tip/tip=枪头/吸头/移液枪头
shelf : tube rack/test tube rack/vial rack=试管架/离心管架/样品架, iv pole/iv stand/drip stand=输液架/点滴架, storage rack/pallet rack/shelf rack=货架/货柜架/仓储架
bottle : wash bottle/squirt bottle lab=洗瓶
lab-device : centrifuge/microcentrifuge=离心机, incubator=培养箱/孵化箱, microscope=显微镜, scale/analytical balance/balance/digital scale=天平/电子秤/秤/电子天平/分析天平, fume hood=通风橱/通风柜, shaker/orbital shaker=摇床/振荡器
lab-device : magnetic stirrer=磁力搅拌器, hotplate/hot plate=加热板/电热板, heating mantle=电热套, autoclave/sterilizer=灭菌锅/高压灭菌器/消毒柜, thermocycler/pcr machine/thermal cycler=pcr仪/热循环仪
lab-device : plate reader/microplate reader=酶标仪/读板机, spectrometer/spectrophotometer=光谱仪/分光光度计, mass spectrometer=质谱仪, chromatograph/hplc=色谱仪/液相色谱仪, electrophoresis tank/gel tank/gel box=电泳槽/电泳仪
lab-device : water bath=水浴锅/水浴, ultrasonic cleaner/sonicator=超声清洗机/超声仪, rotary evaporator/rotovap=旋转蒸发仪/旋蒸, vacuum oven/drying oven=烘箱/真空烘箱/干燥箱, ultra-low freezer/minus 80 freezer=超低温冰箱
lab-device : liquid nitrogen tank/dewar=液氮罐/杜瓦瓶, ph meter=ph计/酸度计, glove box/glovebox=手套箱, liquid handler=移液工作站/液体工作站, analyzer/analyser=分析仪/检测仪, colony counter=菌落计数器
fume-hood : biosafety cabinet/laminar flow hood/clean bench=生物安全柜/超净台/超净工作台
shaker : vortex mixer/vortexer=涡旋仪/涡旋振荡器/漩涡混匀器
chemical : reagent=试剂/药剂, buffer=缓冲液, solution=溶液, acid/hydrochloric acid/sulfuric acid=酸/酸液/盐酸/硫酸, alkali/sodium hydroxide=碱/碱液/氢氧化钠, solvent/acetone=溶剂/丙酮
chemical : ethanol/alcohol/isopropanol=酒精/乙醇/异丙醇, methanol=甲醇, supernatant=上清液/上清, precipitate/pellet=沉淀/沉淀物, cell/cell suspension/cell culture=细胞悬液/细胞/细胞液
chemical : bacteria/colony/bacterial culture=细菌/菌落/菌液, agarose=琼脂糖, gel=凝胶/胶块, culture medium/medium=培养基/培养液, dna/rna/primer oligo=核酸/引物, enzyme=酶/酶液, antibody=抗体, dye/stain dye=染料/染色液/染色剂
chemical : crystal=晶体/结晶, powder=粉末/药粉/粉, salt solution=盐溶液, liquid nitrogen=液氮, dry ice=干冰, iodine/povidone iodine/betadine=碘伏/碘酒/碘, hydrogen peroxide=双氧水/过氧化氢, sample/specimen=样品/样本/标本
chemical : stool sample=粪便样本/便样, blood/blood sample=血样/血液/血, plasma/serum=血浆/血清, saliva=唾液/口水, pesticide/insecticide spray=农药/杀虫剂喷雾, herbicide/weedkiller=除草剂, wax/paraffin=蜡/石蜡, resin=树脂
chemical : gasoline/petrol/fuel/diesel=汽油/燃油/柴油
water : saline=生理盐水, distilled water/deionized water/di water=蒸馏水/去离子水/纯水
medicine : urine sample/urine=尿样/尿液/尿, pill/tablet pill/tablets=药片/药丸/药粒, capsule=胶囊, pill organizer/pillbox/pill box=药盒/分药盒, cough syrup=止咳糖浆, ointment/salve=药膏/软膏, eye drops=眼药水/滴眼液
medicine : vaccine=疫苗, insulin=胰岛素, bandage=绷带, splint=夹板/固定夹板, plaster cast/cast=石膏绷带/石膏托, tourniquet=止血带, sling bandage/arm sling=三角巾/悬臂带, thermometer=体温计/温度计, stethoscope=听诊器
medicine : pulse oximeter/oximeter=血氧仪/指夹血氧仪, glucose meter/glucometer=血糖仪, test strip=试纸/试纸条, test kit=试剂盒/检测盒, nasal swab/throat swab/swab stick=鼻拭子/咽拭子
medicine : infusion bag/iv bag/drip bag/saline bag=输液袋/点滴/吊瓶/吊袋, iv line/infusion tube=输液管, infusion pump=输液泵, cannula/iv catheter/indwelling needle=留置针/套管针, catheter=导管/导尿管
medicine : endotracheal tube/breathing tube=气管插管/气管导管, oxygen mask=氧气面罩/氧气罩, ventilator=呼吸机, nebulizer/inhaler=雾化器/吸入器, defibrillator/aed=除颤仪/除颤器
medicine : ecg electrode/electrocardiogram/ecg=心电电极/心电图/心电, ultrasound probe/transducer=超声探头, x-ray film/x-ray=x光片/x光, ice pack/cold pack=冰袋/冰敷袋, hot water bottle/heat pack=热水袋/暖宝宝/热敷袋
medicine : bedpan=便盆/床上便盆, urinal bottle=尿壶, prosthesis/prosthetic leg=假肢/义肢, denture/false teeth=假牙, sharps container/sharps bin=锐器盒/利器盒, kidney dish/emesis basin=弯盘/腰盘
medicine : surgical drape/drape sheet=手术铺巾/手术单
box : pill blister/blister pack/blister=铝塑板/药板/泡罩, bowl container/tub=塑料盆/桶盆, cardboard box/carton/corrugated box=纸箱/纸盒/瓦楞纸箱, shoe box/shoebox=鞋盒, gift box=礼盒/礼品盒
box : lunch box/lunchbox/bento box/bento=饭盒/便当/便当盒/餐盒, jewelry box/jewellery box=首饰盒/珠宝盒, tissue box=纸巾盒/抽纸盒, pizza box=披萨盒, egg carton/egg box=蛋托/鸡蛋盒/蛋盒, milk carton/juice carton=牛奶盒/果汁盒
box : cigarette pack=烟盒, matchbox=火柴盒, ring box=戒指盒, music box=音乐盒/八音盒, storage box/organizer/storage container=收纳盒/储物盒/收纳箱/整理箱, toy box/toy chest=玩具箱, wooden crate/crate=木箱/板条箱
box : plastic crate/crate box=塑料筐/胶框, parcel/package/postal package/packet=包裹/快递/快件/邮包, foam box/styrofoam box/eps box=泡沫箱/保丽龙箱, cooler/cooler box/ice box/cool box=保温箱/冷藏箱/冰箱盒
box : ballot box=投票箱, donation box=捐款箱, safe/strongbox=保险箱/保险柜, shipping container/freight container=集装箱, treasure chest=宝箱, bubble mailer/padded envelope/mailer bag/mailer=气泡袋/快递袋/气泡信封
blood-pressure : blood pressure monitor/sphygmomanometer=血压计, blood pressure cuff=袖带/血压袖带
crutch : crutches/walker/walking frame=拐杖架/助行器/学步车
liquid : ink=墨水/油墨
bandage : gauze=纱布/纱布块, plaster/band-aid/adhesive bandage=创可贴/ok绷
tape : medical tape/surgical tape=医用胶带/医用胶布, packing tape/sealing tape/parcel tape=封箱胶带/封箱胶/打包胶带, glue stick=胶棒/固体胶, scotch tape/sticky tape/adhesive tape=胶带/透明胶/透明胶带
tape : duct tape/masking tape=大力胶带/美纹纸/布基胶带, sticker=贴纸/不干胶, double-sided tape=双面胶
chair : wheelchair=轮椅
cart : stretcher/gurney=担架/担架床/推床, shopping cart/shopping trolley=购物车/超市推车, pallet jack/pallet truck/hand pallet truck=地牛/托盘车/液压车/手动叉车, hand truck/dolly/sack truck=手推车/老虎车/平板推车
cart : flatbed cart/platform trolley=平板车, tool cart/tool trolley=工具车, serving trolley/food cart/tea trolley=餐车/送餐车, medical trolley/medicine cart/crash cart=治疗车/医疗推车/药车
cart : stroller/pram/pushchair/baby carriage/buggy=婴儿车/婴儿推车/童车, wheelbarrow=独轮车/手推独轮车, agv/amr/automated guided vehicle=无人搬运车/搬运小车, laundry cart=布草车, luggage cart/baggage cart=行李车
container : first aid kit/medical kit=急救箱/急救包/医药箱, can/tin can/tin=罐/罐子/铁罐/铁皮罐, jar/glass jar=玻璃罐/广口瓶/罐头瓶, jerrycan/jerry can/fuel can/gas can=油桶/汽油桶/扁桶
container : roll cage/roll container/cage trolley=笼车/物流笼车, basket=篮子/篮/筐/竹篮/竹筐/提篮, wicker basket=藤篮/柳条筐, trough=料槽/食槽/水槽槽, compost bin/food waste bin/organic waste bin=厨余桶/堆肥桶/厨余垃圾桶
container : tray/blister tray=托盘/料盘/盘架, cup holder=杯架/杯托, pen holder/pencil holder/pencil cup/pen container=笔筒/笔架, test box=测试盒, dispenser bottle=分装瓶, urn=骨灰盒/瓮, cash box/cash drawer=钱箱/钱柜
container : magazine holder=文件架, card holder/card case=卡包/卡套/名片夹, document tray=文件盒/文件盘, crate stack=箱垛, dish tub/bus tub=收碗盆, flight case=航空箱, beehive/hive=蜂箱/蜂巢
can : soda can/beer can/coke can/beverage can=易拉罐/饮料罐
knife : scalpel/surgical knife/lancet=手术刀/柳叶刀
tweezers : forceps=手术镊/镊钳/医用镊, hemostat/clamp forceps=止血钳/血管钳
surgical-instrument : retractor=拉钩/牵开器, needle holder/needle driver=持针器, surgical scissors=手术剪, speculum=窥器/扩张器, endoscope=内窥镜/内镜, trocar=穿刺器/套管针管, dental mirror/dental probe=口镜/牙科探针, dental drill=牙钻
thread : suture thread/suture=缝合线/手术线
part : goods/stock/merchandise/groceries=商品/货品/货物/杂货/食品杂货, log/firewood=柴火/木柴/原木/圆木/柴
pencil-case : pencil box=铅笔盒/文具盒
bag : plastic bag/carrier bag=塑料袋/胶袋, paper bag=纸袋/牛皮纸袋, shopping bag/grocery bag=购物袋, ziplock bag/zip bag/freezer bag/sealable bag=密封袋/自封袋/保鲜袋, vacuum bag=真空袋, sack/gunny sack=麻袋/编织袋/麻包
bag : pouch=小袋/束口袋, gift bag=礼品袋, laundry bag=洗衣袋, pencil case=笔袋/笔盒, ice bag=冰块袋, flour bag/rice bag=米袋/面粉袋, sachet/condiment packet=小包装/调料包
jar : jam jar/cookie jar/candy jar=果酱瓶/饼干罐/糖果罐
bin : bucket/pail=桶/水桶, barrel/drum container/keg=大桶/木桶/酒桶, tote/bin box/storage bin/picking bin=周转箱/料箱/周转筐/料筐
trash : recycling bin=回收桶/回收箱/可回收垃圾桶, trash can/garbage can/dustbin/waste bin/rubbish bin/trash bin=垃圾桶/垃圾箱/废纸篓
label-tag : shipping label/address label=面单/快递单/运单, barcode/qr code=条形码/条码/二维码, price tag/price label=价签/价格标签/标价签/吊牌
industrial : pallet/wooden pallet=木托盘/栈板/卡板/货盘, sorter/sorting machine/sorting line=分拣机/分拣线, conveyor/conveyor belt/belt conveyor=传送带/输送带/流水线/皮带机, roller conveyor=滚筒线/辊道
industrial : weighing scale/platform scale=地磅/台秤, warehouse shelf=仓库货架, chute/slide chute=滑道/滑槽/溜槽, shackle line/overhead conveyor=悬挂线/吊挂线/挂链
paper : cardboard sheet/cardboard/corner protector=纸板/护角/硬纸板, envelope=信封, letter/mail=信/信件/邮件, postage stamp=邮票, document/paperwork=文件/文档/资料
paper : file folder/folder/binder/ring binder=文件夹/活页夹/资料夹, newspaper=报纸, map=地图, menu=菜单/菜谱, contract=合同, sheet of paper/a4 paper/paper sheet=纸张/a4纸/白纸
card : credit card/bank card/debit card=信用卡/银行卡, identity card/id card/badge card/access card/key card=身份证/工牌/门禁卡/房卡, business card/name card=名片
card : playing card/poker card/deck of cards/cards=扑克牌/扑克/纸牌, passport=护照
rope : chain=链条/链子/铁链, rubber band/elastic band=橡皮筋/皮筋, strap/belt strap/webbing=带子/绑带/织带
tool : fishing rod=鱼竿/钓竿, whistle=哨子, telescope/binoculars=望远镜, scissors/pair of scissors=剪刀/剪子, watering can=洒水壶/浇水壶, shovel/spade=铁锹/铁铲/铲锹, hoe=锄头, sickle/scythe=镰刀
tool : lawn mower/lawnmower/mower=割草机/除草机, pickaxe/pick axe/mattock=镐/镐头/十字镐
lamp : flashlight/torch=手电筒/电筒/手电
stationery : pen/ballpoint/ballpoint pen/gel pen=笔/圆珠笔/中性笔/签字笔, eraser/rubber eraser=橡皮/橡皮擦, stapler=订书机/订书器, staple remover=起钉器文具/拔订书钉器, hole puncher/hole punch=打孔机/打孔器, ruler=尺子/直尺
stationery : drawing compass/set of compasses/pair of compasses=圆规, paper cutter/guillotine=切纸机/裁纸机, pencil sharpener=卷笔刀/削笔器/转笔刀, tape dispenser=胶带座/胶带切割器
stationery : sticky note/post-it/sticky notes=便利贴/便签/便签纸, rubber stamp/stamp seal=印章/公章/图章, ink pad=印泥/印台, postcard=明信片, greeting card/birthday card=贺卡/生日贺卡, clipboard=写字板/板夹
stationery : leaflet/flyer/brochure/pamphlet=传单/宣传单/小册子, bookmark=书签, bookend=书立/书挡, calendar=日历/挂历/台历, certificate/diploma=证书/奖状, origami paper/colored paper=彩纸/折纸用纸
stationery : paper airplane/paper plane=纸飞机, card stock=卡纸, globe=地球仪, abacus=算盘, paint palette/palette=调色板/调色盘, watercolor/watercolour=水彩/颜料, drawing board=画板, photo/photograph=照片/相片
eraser : board eraser/whiteboard eraser/blackboard eraser=板擦
clip : paper clip/paperclip=回形针/曲别针, binder clip/bulldog clip=长尾夹/票夹/燕尾夹
pen : fountain pen=钢笔, pencil=铅笔, marker/marker pen/felt-tip/whiteboard marker=马克笔/记号笔/白板笔, highlighter=荧光笔, crayon/wax crayon=蜡笔, chalk=粉笔, brush pen/calligraphy brush/ink brush=毛笔
pen : stylus=触控笔/手写笔
pencil : colored pencil/coloured pencil=彩铅/彩色铅笔
book : notebook/notepad/exercise book=笔记本/本子/作业本, textbook=课本/教科书, dictionary=词典/字典, novel/comic book/comic=小说/漫画书/漫画, magazine=杂志
wall : writing board/whiteboard/blackboard/chalkboard=白板/黑板
plant : flower/blossom=花/鲜花/花朵/花卉, rosebush/rose bush=玫瑰丛/月季, lily=百合/百合花, orchid=兰花/蝴蝶兰, sunflower=向日葵, chrysanthemum/daisy=菊花/雏菊, carnation=康乃馨, lavender=薰衣草, lotus flower=荷花/莲花, tree=树/树木
plant : fruit tree=果树, apple tree=苹果树, pine tree/fir=松树/杉树, palm tree=棕榈树/椰子树, bonsai=盆景, bamboo=竹子, cactus/succulent=仙人掌/多肉/多肉植物, fern=蕨/蕨类, ivy=常春藤, moss=苔藓, turf/sod=草皮, weeds/weed=杂草/野草
plant : shrub/bush=灌木/灌木丛, vine/grapevine=藤/葡萄藤/藤蔓/葡萄树, tomato plant/tomato vine=番茄藤/番茄植株/番茄秧, seedling/sapling/young plant=幼苗/秧苗/树苗/苗/菜苗, tomato seedling=番茄苗, cutting plant=插条
plant : bulb plant/tulip bulb=球茎/种球, seed=种子/籽, leaf/fallen leaf/leaves=叶子/树叶/落叶/叶片, branch/bough=树枝/枝条/枝/枝干, tree trunk/stump=树干/树桩, root=树根/根部, stem/stalk=茎/梗/茎秆, bud=花苞/嫩芽/芽, petal=花瓣
plant : thorn=刺/荆棘, pine cone/pinecone=松果, tea leaf/tea leaves=茶叶, cotton plant/cotton boll=棉花/棉桃, crop/wheat=小麦/麦子/庄稼/作物/农作物, hay/straw bale/hay bale=干草/稻草/草垛/草捆
plant : fertilizer/fertiliser/compost=肥料/化肥/堆肥, manure=粪肥/粪便, mulch=覆盖物/护根物, soil/dirt/earth=土/土壤/泥土/泥, potting soil=营养土/盆栽土, flowerpot/flower pot/planter/plant pot=花盆
plant : flower bed/garden bed=花坛/花圃/苗床, trellis=格架/棚架/爬藤架, irrigation pipe/drip line=滴灌管/灌溉管, sprinkler=洒水器/喷灌器, scarecrow=稻草人
lawn : grass=草/青草
shrub : hedge=绿篱/树篱
branch : twig=细枝/小树枝
crop : paddy/rice plant=水稻/稻子/稻谷
flower : bouquet/bunch of flowers=花束/捧花, rose=玫瑰/玫瑰花, tulip=郁金香
room : greenhouse=温室/大棚, orchard=果园, vineyard=葡萄园, field/farmland=田/田地/农田/田里, farm=农场, pond=池塘, forest/woods=树林/森林, barn/stable/cowshed=谷仓/马厩/牛棚/牲口棚
field : paddy field=稻田/水田
hose : hose pipe/garden hose=浇水管/水管子/园艺水管
garden-tool : rake=耙子/钉耙/草耙, pitchfork/garden fork=干草叉/园艺叉/叉耙, secateurs/pruning shears/pruner/garden shears=修枝剪/园艺剪/剪枝剪, hedge trimmer=绿篱机/修篱机, string trimmer/weed whacker/strimmer=打草机
garden-tool : leaf blower=吹叶机, hand trowel/garden trowel=园艺铲/小铲子/移植铲, plough/plow=犁, wood chipper=碎枝机, sprayer/knapsack sprayer=喷雾器/打药机, seeder/planter machine=播种机, milking machine=挤奶机
garden-tool : fruit picker/picking pole=摘果器/采果器
animal : cat/kitten=猫/猫咪/小猫, dog/puppy=狗/小狗/狗狗, bird=鸟/小鸟, hen/rooster/chick=母鸡/公鸡/小鸡, duckling=鸭子崽/小鸭, goose bird=大鹅, pigeon/dove=鸽子, parrot=鹦鹉, owl=猫头鹰, eagle=老鹰, swan=天鹅, penguin=企鹅
animal : cow/cattle/bull/calf=牛/奶牛/公牛/小牛, pig/piglet=猪/小猪, horse/pony=马/小马, donkey=驴/毛驴, sheep/lamb=羊/绵羊/羊羔, goat=山羊, camel=骆驼, rabbit/bunny=兔子, hamster=仓鼠, guinea pig=豚鼠/荷兰猪, rat=老鼠/大鼠/小鼠
animal : squirrel=松鼠, fox=狐狸, wolf=狼, bear=熊, panda=熊猫, monkey=猴子, tiger=老虎, lion=狮子, leopard=豹子, elephant=大象, giraffe=长颈鹿, zebra=斑马, deer=鹿, kangaroo=袋鼠, hedgehog=刺猬, turtle/tortoise=乌龟/海龟/龟
animal : frog/toad=青蛙/蟾蜍, snake=蛇, lizard=蜥蜴, crocodile=鳄鱼, goldfish=金鱼, shark=鲨鱼, whale=鲸鱼/鲸, dolphin=海豚, starfish=海星, jellyfish=水母, insect/bug=昆虫/虫子, bee=蜜蜂, butterfly=蝴蝶, spider=蜘蛛, ant=蚂蚁
animal : mosquito=蚊子, cockroach=蟑螂, fly insect=苍蝇, worm/earthworm=虫/蚯蚓, silkworm=蚕/蚕宝宝, caterpillar=毛毛虫, dinosaur=恐龙, unicorn=独角兽, horse saddle/saddle=马鞍, bridle/reins=缰绳/马缰, horseshoe=马蹄铁/马掌
animal : nest=鸟巢/窝/鸡窝, feather=羽毛, seashell/shell=贝壳/海贝, egg nest=蛋窝, animal feed/fodder=饲料/草料
block : lego brick/lego/duplo=乐高/乐高积木, rubik's cube/rubiks cube/rubik cube=魔方, dice/die cube=骰子/色子
toy : doll/barbie=娃娃/洋娃娃/玩偶/布娃娃/芭比娃娃, nesting doll/matryoshka/russian doll=套娃/俄罗斯套娃, puppet/hand puppet=木偶/手偶, plush toy/stuffed animal/soft toy/stuffed toy/plush/plushie=毛绒玩具/公仔/玩偶公仔
toy : teddy bear/teddy=泰迪熊/小熊/玩具熊, action figure/figurine toy=手办/人偶玩具, toy car/model car/remote control car=玩具车/模型车/遥控车, toy train/train track=玩具火车/火车轨道/小火车
toy : toy plane/model airplane=玩具飞机/飞机模型, toy gun/water gun=玩具枪/水枪, puzzle/jigsaw puzzle/jigsaw/puzzle piece=拼图/拼图块, shape sorter/shape sorting cube=形状盒/形状配对盒, ring/ring peg=圆环/环
toy : disk/disc=圆盘, hanoi tower/tower of hanoi=汉诺塔, chess piece/chess pieces=棋子/国际象棋, chessboard/chess board/checkerboard=棋盘, checkers/draughts/checker piece=跳棋/西洋跳棋/跳棋子
toy : go stone/go stones=围棋/围棋子, backgammon/board game/monopoly=桌游/大富翁, mahjong tile/mahjong=麻将/麻将牌, domino/dominoes=多米诺/多米诺骨牌, jenga=叠叠乐/抽积木, bead/beads=珠子/串珠, spinning top/gyro toy=陀螺
toy : yo-yo/yoyo=悠悠球/溜溜球, kite=风筝, balloon=气球, hula hoop=呼啦圈, slingshot=弹弓, rattle toy=摇铃/拨浪鼓, rubber duck=小黄鸭/橡皮鸭, play-doh/playdough/plasticine/modeling clay/clay=橡皮泥/黏土/彩泥/陶土
toy : sand bucket/toy shovel=沙桶/玩具铲, slide toy/playground slide=滑梯, swing seat/swing set=秋千, seesaw=跷跷板, magnet tile=磁力片, abacus toy=计算架, paper crane=千纸鹤, snowman=雪人
toy : firework/firecracker=烟花/鞭炮, confetti=彩纸屑/五彩纸屑, party hat=派对帽, dreidel=陀螺骰, beanbag/bean bag=沙包玩具/豆袋/沙包
puzzle : tangram=七巧板
ring : stacking ring/stacking rings/ring tower=套圈/叠叠圈/彩虹圈
ball : marble=弹珠/玻璃球/玻璃珠, basketball=篮球, football/soccer ball/soccer=足球, rugby ball/american football=橄榄球, tennis ball=网球, ping pong ball/table tennis ball/ping-pong ball=乒乓球, volleyball=排球
ball : baseball/baseball ball=棒球, golf ball=高尔夫球, bowling ball=保龄球, billiard ball/pool ball/snooker ball=台球/桌球, shuttlecock/birdie=羽毛球, beach ball=沙滩球
ball : medicine ball/exercise ball/yoga ball=瑜伽球/药球, baoding ball/baoding balls=保定球/健身球/铁球, cricket ball=板球, steel ball=钢球/钢珠, snowball=雪球, hockey puck/puck=冰球
sports-thing : racket/racquet=球拍, bat/baseball bat/cricket bat=球棒/棒球棍/棒球棒, golf club/putter=高尔夫球杆/推杆/球杆, hockey stick=曲棍球杆/冰球杆, pool cue/cue stick/billiard cue=台球杆/球杆台球
sports-thing : basketball hoop/hoop=篮筐/球框/篮球架, goal/goalpost/soccer goal=球门, bowling pin=保龄球瓶, skateboard=滑板, roller skate/inline skate/rollerblade=轮滑鞋/旱冰鞋, ski=滑雪板/雪板, ski pole=滑雪杖, sled/sledge=雪橇
sports-thing : surfboard=冲浪板, dumbbell=哑铃, barbell=杠铃, kettlebell=壶铃, resistance band/exercise band=弹力带/拉力带, skipping rope/jump rope/jumping rope=跳绳绳子/跳绳, yoga mat/exercise mat=瑜伽垫/健身垫
sports-thing : treadmill=跑步机, exercise bike/spinning bike=动感单车/健身车, pull-up bar/horizontal bar=单杠, parallel bars=双杠, trampoline=蹦床, boxing glove=拳击手套, punching bag=拳击沙袋, wooden dummy=木人桩
sports-thing : frisbee=飞盘, boomerang=回旋镖, dart=飞镖, dartboard=飞镖靶/镖靶, arrow/bow and arrow=弓箭/箭, target board/shooting target=靶子/靶, javelin=标枪, discus=铁饼, shot put=铅球, hurdle bar=跨栏架/栏架
sports-thing : balance beam=平衡木, relay baton/baton=接力棒, sword/foil sword=剑/宝剑, shield=盾牌/盾, spear=长矛, nunchaku=双截棍, net post=球网/网柱, swimming ring/lifebuoy/float=游泳圈/救生圈, snorkel/diving mask=呼吸管/潜水镜
sports-thing : parachute=降落伞, climbing hold=岩点/攀岩点, carabiner=登山扣/快挂, starting block=起跑器
racket : tennis racket/tennis racquet=网球拍, badminton racket=羽毛球拍, table tennis bat/ping pong paddle=乒乓球拍
roller-skate : ice skate/skates=冰鞋/溜冰鞋
ski : snowboard=单板滑雪板
instrument : piano=钢琴, electronic keyboard/synthesizer=电子琴/合成器, guitar=吉他, bass guitar=贝斯, violin/fiddle=小提琴, cello=大提琴, harp=竖琴, ukulele=尤克里里, banjo=班卓琴, drum/snare drum=鼓/小鼓
instrument : drumstick stick/drum stick=鼓槌/鼓棒, drum kit=架子鼓, cymbal=镲/钹, gong=锣, tambourine=铃鼓/手鼓, maracas/shaker toy=沙锤/沙铃, triangle instrument=三角铁, xylophone/marimba/glockenspiel=木琴/敲琴
instrument : flute=笛子/长笛, recorder flute=竖笛, clarinet/oboe=单簧管/双簧管, saxophone=萨克斯, trumpet=小号/喇叭号, trombone=长号, french horn/horn=圆号, harmonica=口琴, accordion=手风琴, bagpipe=风笛, erhu=二胡, guzheng=古筝
instrument : pipa=琵琶, suona=唢呐, tuning fork=音叉, music stand=谱架, sheet music=乐谱/曲谱, guitar pick/plectrum=拨片, violin bow/bow stick=琴弓, guitar string/violin string=琴弦/吉他弦
doorbell : bell/hand bell=铃/铃铛/钟铃
`;
