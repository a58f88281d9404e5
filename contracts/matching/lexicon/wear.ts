/** Clothes, textiles, what is worn and what cares for the body. */

/** Lines as in `lexicon-kinds.ts`: `parent : english/english=中文/中文, …`. */
export const WEAR = `
shirt : t-shirt/tshirt/tee/tee shirt=t恤/t恤衫/短袖/体恤, blouse=女衬衫/罩衫, dress shirt/button-down/button-up shirt=正装衬衫/白衬衫, polo/polo shirt=polo衫, tank top/vest top/singlet/undershirt=背心/吊带/汗衫
shirt : hoodie/sweatshirt=卫衣/连帽衫, long sleeve shirt/long-sleeved shirt=长袖/长袖衫, hawaiian shirt/plaid shirt=花衬衫/格子衫, turtleneck=高领衫
trousers : jeans/denims=牛仔裤, shorts/short pants=短裤/热裤, leggings/tights pants=打底裤/紧身裤, sweatpants/joggers/track pants=运动裤/卫裤, overalls/dungarees/boilersuit/coverall=背带裤/工装裤/连体服
trousers : pyjama bottoms=睡裤, trouser leg/pant leg/trouser leg end=裤腿/裤脚/裤管
coat : jacket/blazer=夹克/短外套, down jacket/puffer jacket/padded jacket=羽绒服/棉袄/棉衣, raincoat/rain jacket/poncho/mackintosh=雨衣/雨披, anorak/windbreaker/windcheater/shell jacket/parka=冲锋衣/风衣/防风夹克
coat : overcoat/trench coat=大衣/长风衣, suit jacket/suit=西装/西服/西装外套, cloak/cape=斗篷/披风, fur coat=皮草/皮大衣, denim jacket=牛仔外套, waistcoat/gilet=马甲/坎肩
skirt : dress/frock/gown=连衣裙/裙装/礼服, miniskirt=短裙/超短裙, wedding dress=婚纱, kimono/cheongsam/qipao=和服/旗袍, robe/bathrobe/dressing gown=浴袍/睡袍/长袍, tutu=芭蕾舞裙
garment : sweater/jumper/pullover=毛衣/针织衫/套头衫, cardigan=开衫/开襟毛衣/针织开衫, uniform/work clothes=制服/工作服/校服, lab coat=白大褂/实验服, surgical gown/isolation gown/hospital gown=手术衣/隔离衣/病号服
garment : protective suit/hazmat suit/ppe=防护服, pajamas/pyjamas/nightgown=睡衣/睡裙, underwear/underpants/panties/briefs/boxers=内裤/内衣/底裤, bra/brassiere=胸罩/文胸
garment : swimsuit/bikini/swimming trunks/swimwear=泳衣/泳裤/游泳衣, bodysuit/onesie/romper=连体衣/爬服/哈衣, apron/pinafore=围裙, bib=围嘴/围兜/口水巾, diaper/nappy=尿布/纸尿裤/尿不湿/尿片, scarf/muffler scarf=围巾
garment : shawl/stole=披肩, headscarf/bandana/kerchief=头巾/方巾, necktie/tie garment=领带, bow tie/bowtie=领结/蝴蝶结领带, hat/beanie=帽子/毛线帽/针织帽, helmet/crash helmet=头盔, glove/gloves=手套
garment : face mask/mask/surgical mask=口罩/面罩, leather belt/waist belt=皮带/腰带, suspenders/braces=背带/吊带裤带, life jacket/life vest=救生衣, costume/fancy dress=戏服/演出服, wig=假发, cufflink=袖扣
garment : knee pad/elbow pad/kneepad=护膝/护肘, backpack strap/shoulder strap=背包带/肩带, headband/hairband=发带/发箍
hat : baseball cap/cap hat=棒球帽/鸭舌帽, straw hat/sun hat=草帽/遮阳帽, shower cap=浴帽, swimming cap=泳帽
glove : rubber glove/latex glove/disposable glove/nitrile glove=橡胶手套/乳胶手套/一次性手套, work glove/gardening glove=劳保手套/园艺手套, mitten/mittens=连指手套/棉手套
face-mask : face shield/visor=面屏/面罩屏
sock : stocking/stockings=丝袜/长筒袜, tights=连裤袜, ankle sock=短袜/船袜, christmas stocking=圣诞袜
shoe : sneaker/sneakers/trainer/trainers/running shoe=运动鞋/球鞋/跑鞋, slipper/slippers/flip-flop/flip flop=拖鞋/人字拖, sandal/sandals=凉鞋, boot/boots=靴子/长靴
shoe : rain boot/wellington/wellies/rubber boot=雨靴/雨鞋/胶鞋, leather shoe/dress shoe/oxford shoe=皮鞋, high heel/high heels/stiletto=高跟鞋, canvas shoe=帆布鞋, insole=鞋垫, shoe cover/overshoe=鞋套
shoe : shoehorn=鞋拔/鞋拔子, shoe sole=鞋底, football boot/cleat=足球鞋
zipper : button fastener/shirt button=纽扣/扣子/衣扣, snap fastener/press stud=按扣/子母扣, velcro/hook and loop=魔术贴/尼龙搭扣, buckle fastener/belt buckle=皮带扣/带扣/卡扣扣子, collar=衣领/领子, sleeve/cuff=袖子/袖口/衣袖
zipper : pocket=口袋/衣兜/裤兜, hem line/hem edge=下摆/裤边, buttonhole=扣眼/纽扣孔, drawstring=抽绳/束带, waistband=裤腰/腰头, safety pin=别针/安全别针, brooch/badge pin=胸针/徽章, epaulette=肩章
cloth : fabric/cloth fabric=布料/面料/布匹, tablecloth=桌布/台布, napkin/serviette=餐巾/餐巾布, handkerchief/hankie=手帕/手绢, rag/cleaning rag=抹布/破布
cloth : dishcloth/dish towel/tea towel/kitchen towel=洗碗巾/茶巾/擦碗布/厨房毛巾
textile : cotton cloth/cotton fabric=棉布/棉料, denim/denim fabric=牛仔布/丹宁布, silk=丝绸/丝绢, leather=皮革/皮料/皮子, linen=亚麻/麻布, felt=毛毡/毡子, lace fabric=蕾丝, canvas/canvas cloth=帆布, burlap/sackcloth=粗麻布
textile : velvet=天鹅绒, nylon/polyester=尼龙/涤纶, thread/sewing thread=缝纫线/棉线/缝线/线团, needle/sewing needle=针/缝衣针/绣花针, pincushion=针插, embroidery hoop=绣绷, presser foot=压脚, patch cloth/patch=补丁/布贴
textile : thimble=顶针, cotton ball/cotton wool/cotton pad=棉球/化妆棉/脱脂棉/棉花球, tassel/fringe=流苏, bath mat=浴室垫/浴室脚垫, table runner=桌旗, washcloth/face towel/flannel/facecloth=洗脸巾/方巾毛巾/小毛巾
textile : tissue/facial tissue/tissue paper/kleenex=纸巾/面巾纸/抽纸/餐巾纸
thread : wool/yarn/knitting wool=毛线/羊毛/纱线/毛线球
needle : knitting needle/crochet hook=毛衣针/棒针/钩针编织
rope : ribbon/tape ribbon/satin ribbon=丝带/缎带/彩带
floor : carpet/rug/doormat/floor mat=地毯/门垫/脚垫/地垫
towel : bath towel/beach towel=浴巾/沙滩巾, hand towel=擦手巾, sweat towel=汗巾/运动毛巾
tissue : kitchen paper/paper towel/kitchen roll=厨房纸/厨房用纸/擦手纸, toilet paper/toilet roll/loo roll=卫生纸/卷纸/厕纸/手纸
accessory : watch/wristwatch=手表/腕表, necklace=项链, earring/earrings=耳环/耳钉, bracelet/bangle=手链/手镯/镯子, finger ring/wedding ring=戒指/婚戒, pendant/amulet=吊坠/护身符, jewelry/jewellery=首饰/珠宝, pearl=珍珠
accessory : gem/diamond/jade=宝石/钻石/玉石/玉, crown/tiara=皇冠/头冠, hair clip/hairpin/barrette/bobby pin=发夹/发卡, hair tie/scrunchie/hair band=发圈/皮筋发绳/头绳, glasses/eyeglasses/spectacles=眼镜
accessory : contact lens=隐形眼镜, reading glasses=老花镜/老花眼镜, glasses case=眼镜盒/眼镜布盒, keyring/keychain/key chain=钥匙扣/钥匙圈/钥匙串, lanyard=挂绳/挂带, parasol/sunshade=遮阳伞/阳伞, hand fan/folding fan=扇子/折扇/蒲扇, razor/shaver=剃须刀/刮胡刀/剃刀
accessory : nail clipper/nail clippers=指甲刀/指甲钳/指甲剪, lipstick/lip balm/lip gloss=口红/唇膏/唇彩, perfume/cologne=香水
glasses : sunglasses=太阳镜/墨镜, goggles/safety goggles/safety glasses=护目镜/防护眼镜
bag : handbag/purse/tote bag=手提包/女包/包包/挎包, wallet/billfold=钱包/皮夹, backpack/rucksack/schoolbag/school bag/knapsack=背包/书包/双肩包, suitcase/luggage/trolley case/baggage=行李箱/手提箱/旅行箱/行李/拉杆箱
bag : briefcase=公文包, duffel bag/gym bag/travel bag=旅行袋/健身包, fanny pack/waist bag/bum bag=腰包, crossbody bag/messenger bag/shoulder bag=单肩包/斜挎包
bag : toiletry bag/wash bag/makeup bag/cosmetic bag=洗漱包/化妆包, coin purse=零钱包
tool : crutch/walking stick/cane=拐杖/手杖/拐棍
brush : toothbrush=牙刷, toothpaste=牙膏, comb/hairbrush=梳子/木梳
toiletry : dental floss=牙线, mouthwash=漱口水, conditioner=护发素, shower gel/body wash=沐浴露/沐浴乳, electric shaver/hair clipper/clippers=电动剃须刀/推子/理发器, shaving foam/shaving cream=剃须泡/剃须膏, nail file=指甲锉
toiletry : nail polish/nail varnish=指甲油, makeup/cosmetics/foundation cream=化妆品/粉底/粉底液, mascara/eyeliner=睫毛膏/眼线笔, eyebrow pencil=眉笔, makeup brush/powder puff=化妆刷/粉扑, face powder/blush=粉饼/腮红
toiletry : deodorant=除臭剂/止汗剂, face cream/moisturizer/lotion/skin cream=面霜/乳液/护肤霜/润肤乳, sunscreen/sun cream/sunblock=防晒霜/防晒乳, facial mask/sheet mask=面膜, facial cleanser/face wash=洗面奶/洁面乳
toiletry : hand cream=护手霜, hair gel/hair spray/hair wax=发胶/发蜡/定型喷雾, hair dye=染发剂, sanitary pad/tampon/sanitary napkin=卫生巾/棉条, loofah sponge/bath sponge=浴花/搓澡巾
toiletry : toothbrush holder/tooth mug=牙刷架/漱口杯/刷牙杯, pacifier/soother=奶嘴/安抚奶嘴, potty/chamber pot=坐便盆/小马桶/尿盆, baby powder=爽身粉/痱子粉, baby carrier=婴儿背带
cleaning-tool : shampoo=洗发水/洗发露/香波
medicine : swab/cotton bud/cotton swab/q-tip=棉签/棉棒/拭子
- : toiletry=洗漱用品/洗护用品
person : nurse=护士, doctor/physician=医生/医师/大夫, patient=病人/患者/伤员, child/kid/toddler=孩子/小孩/儿童/小朋友, elderly person/old man/senior/grandma/grandpa=老人/老奶奶/老爷爷/长者/奶奶/爷爷/外婆/外公/姥姥/姥爷, customer/shopper=顾客/客户
person : worker/operator/technician=工人/操作员/技工/技术员, waiter/waitress/server staff=服务员, chef/cook person=厨师, teacher=老师/教师, student/pupil=学生/同学, farmer=农民, soldier=士兵
person : police officer/policeman=警察, firefighter=消防员, driver=司机, audience/crowd=观众/人群, friend=朋友, mother/mom/mum=妈妈/母亲, father/dad=爸爸/父亲, passenger=乘客, cashier=收银员
person : courier/delivery man/postman=快递员/邮递员/送货员, mannequin/dummy person/manikin=假人/人偶/人体模型/模特, opponent=对手
doctor : surgeon=外科医生/主刀医生, dentist=牙医/牙科医生
child : baby/infant/newborn=婴儿/宝宝/婴幼儿
customer : guest/visitor=客人/来宾/访客
body-part : hair=头发/毛发, face/cheek=脸/面部/脸颊, forehead=额头/前额, eye/eyelid=眼睛/眼皮, eyebrow=眉毛, nose/nostril=鼻子/鼻孔, mouth=嘴/嘴巴/口腔, lip=嘴唇, tooth/teeth=牙齿/牙, tongue=舌头, throat=喉咙/咽喉/嗓子, ear=耳朵
body-part : beard/moustache=胡子/胡须, neck=脖子/颈部, shoulder=肩膀/肩, back body/spine=背部/脊椎/后背, chest/breast=胸口/胸部/胸, belly/abdomen/stomach=肚子/腹部/胃, waist=腰/腰部, arm/upper arm=胳膊/手臂/上臂, forearm=前臂/小臂
body-part : elbow=肘/手肘/胳膊肘, wrist=手腕/腕部, thumb=大拇指/拇指, fist=拳头/拳, fingernail/toenail=指甲/脚趾甲, hip/buttocks=臀部/屁股, leg=腿/腿部, thigh=大腿, knee=膝盖/膝, ankle=脚踝/踝, foot/feet=脚/足部, toe=脚趾/脚趾头, skin=皮肤
body-part : vein/blood vessel/artery=静脉/血管/动脉, wound/injury/cut wound=伤口/创口, fracture=骨折, muscle=肌肉, heart=心脏, lung=肺/肺部, bladder=膀胱, head/skull=头部/脑袋/头骨, tail=尾巴, paw/claw=爪子/脚爪, beak=鸟嘴/喙
body-part : fur=皮毛/毛皮
`;
