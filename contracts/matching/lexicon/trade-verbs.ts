/** Verbs of kitchen, cleaning and clothes: more words for those of `lexicon-verbs.ts`. */

/** Lines read `id : English, … : Chinese, …`; ids are those of `lexicon-verbs.ts`, `-` stands for none. */
export const TRADE_VERBS = `
pour : pour off, pour away, pour back, pour onto, tip out into, transfer from bottle, transfer liquid, transfer into, slosh, fill to the brim, refill the glass>glass : 倒下去, 倒进去, 倒出来, 倒完, 倒空水, 倒光, 倒一些, 倒点, 倒在, 倒向, 倒酒>wine
pour : fill the cup>cup, fill the glass>glass, fill a glass>glass, fill the bottle>bottle, pour a drink>beverage, pour a beer>beer, pour tea>tea, pour coffee>coffee : 倒啤酒>beer, 倒牛奶>milk, 倒果汁>juice, 倒咖啡>coffee, 倒油>oil, 灌水>water
pour : pour water>water, pour the milk>milk, splash, serve water>water, serve drinks>beverage, top off, cast molten, pour concrete>concrete, empty liquid, drain out, drain into : 灌入, 灌进, 灌注, 灌汤, 注入到, 注到, 斟满, 斟酒>wine, 斟上, 沏满, 续水>water
pour : refuel the car>car, fill the tank>water-tank, fill up the car>car : 续杯>cup, 添水>water, 加水>water, 盛满, 浇铸, 浇筑, 浇注, 浇上, 浇汁, 泼
pour : - : 泼水>water, 接一杯水>water, 接满, 打满, 给车加油>car, 添油, 滗, 倾入, 倾进
water : water plants>plant, water the plants>plant, water flowers>flower, water the flowers>flower, water the garden>garden, water the lawn>lawn, give the plant water>plant : 浇一浇, 浇一下, 浇菜>vegetable, 浇地>field, 浇植物>plant, 给植物浇水>plant
water : give plants water>plant, sprinkle the garden>garden, hose : 给花浇水>flower, 浇点水, 淋花>flower, 喷灌, 滴灌
dispense : pipette into, pipette out, draw into the syringe>syringe, draw into syringe>syringe, transfer with a pipette, pipette off, pipette up, load sample>sample : 移液到, 移取到, 转移液体>liquid, 吸出, 吸入, 吸走, 吸上来, 吸弃, 吸液体>liquid
dispense : load the sample>sample, load the gel>gel, load gel>gel, load samples>sample, take a sample>sample, take sample>sample, spike, aspirate off, squirt into, add drops : 上样>sample, 点样>sample, 加样到, 加样>sample, 采样>sample, 取样>sample
dispense : drop by drop, add dropwise, meter out, give an injection, give a shot, give injection, draw blood>blood, take blood>blood, take a blood sample>blood, administer : 加试剂>reagent, 加注, 加几滴, 滴几滴, 滴上, 滴到, 滴在, 滴眼药水>eye-drops, 注射到
dispense : instil, inject into, pipe icing>icing, pipe cream>cream, pipe the cream>cream, pipe frosting>icing : 注射进, 注射药>medicine, 打点滴>infusion-bag, 输液>infusion-bag
dispense : - : 静脉注射>vein, 采血>blood, 抽血>blood, 抽液, 抽出液体>liquid, 抽药>medicine
dispense : - : 添加到, 加进, 加进去, 挤到, 挤上, 挤入, 挤在, 裱花>icing, 挤奶油>cream, 挤花
dispense : - : 给药>medicine, 喂药水>medicine, 加糖>sugar, 加奶>milk, 加冰>ice
spray : spray on, spray onto, spray down, spray over, spray pesticide>pesticide, spray the crops>crop, spray disinfectant>disinfectant, atomize, sprinkle with water : 喷到, 喷在, 喷上, 喷一喷, 喷农药>pesticide, 喷消毒液>disinfectant
spray : fumigate, mist the plants>plant : 喷香水>perfume, 喷漆上, 喷清洁剂>floor-cleaner, 喷雾消毒, 洒药>pesticide
spray : - : 打农药>pesticide, 喷射, 喷施
sprinkle : sprinkle on, sprinkle over, scatter over, scatter on, shake over, dust with sugar, add salt>salt, add pepper>black-pepper, shake salt>salt : 撒入, 撒进, 撒些, 撒一点, 撒满, 撒开, 撒盐>salt, 撒糖>sugar, 撒胡椒>black-pepper
sprinkle : spread fertilizer>fertilizer, spread salt>salt, broadcast seeds>seed, sow by scattering, spread mulch>mulch, mulch, feed fertilizer>fertilizer : 撒葱花>scallion, 撒种>seed, 撒种子>seed, 撒肥料>fertilizer
sprinkle : - : 撒化肥>fertilizer, 施肥料>fertilizer, 追肥>fertilizer, 铺覆盖物>mulch
sprinkle : - : 洒到, 洒在, 洒落, 播种子>seed, 抖上, 加调料>seasoning, 放盐>salt
sprinkle : - : 放调料>seasoning
scoop : scoop from, scoop into, scoop onto, spoon out, spoon into, spoon onto, ladle into, ladle from, shovel into, shovel up, shovel snow>snow, shovel the snow>snow : 舀到, 舀进, 舀上, 舀一勺, 舀取, 舀汤>soup, 舀米>rice, 舀面粉>flour, 挖一勺, 挖出
scoop : clear snow>snow, scoop the litter>cat-litter, scoop litter>cat-litter, scoop the litter box>litter-box, scoop the poop, dish up, dish up rice>rice, serve rice>rice : 挖取, 铲到, 铲进, 铲走, 铲出, 铲雪>snow, 铲沙>beach-sand, 铲土>soil, 铲屎
scoop : serve soup>soup, plate up, scoop with a spoon, dig out with a spoon, excavate with spoon : 铲猫砂>cat-litter, 盛粥>soup, 盛汤>soup, 盛饭>rice, 盛菜>vegetable, 盛出
scoop : - : 盛出来, 盛进, 盛上, 装盘>plate, 装饭>rice, 捞面>noodle, 捞起来, 捞鱼
scoop : - : 挖冰淇淋>ice-cream, 打汤>soup, 打菜>vegetable
dig : dig out, dig into, dig down, dig a hole>hole, dig holes>hole, dig a trench, scrape out, hollow out, burrow, turn the soil>soil : 挖洞>hole, 挖坑>hole, 挖个坑>hole, 挖沟, 挖开, 掘, 掘土>soil, 刨土>soil
dig : - : 采矿, 挖煤>charcoal
stir : stir well, stir in, stir around, mix together, mix in, mix well, mix into, blend together, swish, whip, beat eggs>egg, beat the eggs>egg, whisk eggs>egg : 搅一搅, 搅一下, 搅散, 搅打均匀, 搅拌均匀, 搅和, 搅成, 搅碎, 混匀, 混合均匀, 混在一起, 混入
stir : whisk the eggs>egg, whip cream>cream, whip the cream>cream, mix dough, mix paint>wall-paint, mix cement>concrete, mix concrete>concrete, mix the batter>batter : 拌一拌, 拌饭>rice, 拌馅>stuffing, 拌面>noodle, 拌水泥>concrete, 调和
stir : toss the salad>salad, toss salad>salad, toss together, muddle, churn, puree, liquidize, emulsify, homogenize : 调匀, 调酱, 打散, 打鸡蛋液>egg, 打散鸡蛋>egg, 打奶油>cream, 打发奶油>cream
stir : - : 打发蛋白>egg-white, 打匀, 和水泥>concrete, 调漆>wall-paint, 炒匀, 翻搅
stir : - : 搅蛋液>egg, 打碎搅拌, 打成泥, 打成糊
dip : dip into, dip in, dip in sauce, dunk into, plunge into, steep in, coat in, roll in flour, dredge in : 蘸上, 蘸取, 蘸酱>sauce, 蘸一蘸, 蘸料, 浸到, 浸在, 沾, 沾上, 沾取
dip : - : 裹面包糠>breadcrumb, 裹粉, 涮火锅, 浸入到
filter : drain away, drain oil>oil, drain the oil>oil : 放水>water, 放机油>engine-oil, 放油>oil, 放掉, 排水>water, 排空, 放干, 放掉水>water
filter : filter off, filter out, filter through, strain off, strain through, drain the pasta>noodle, drain pasta>noodle, drain the noodles>noodle, drain the rice : 过滤掉, 过滤出, 滤出, 滤去, 滤干, 沥干水>water, 沥水分, 沥油, 控干, 控油, 筛面粉>flour
filter : drain water>water, drain the water>water, sieve flour>flour, sift flour>flour, sift the flour>flour, spin in a centrifuge, spin tubes>test-tube, separate by centrifuge : 筛粉>flour, 筛出, 筛分, 过筛子, 离心分离, 高速离心, 抽滤掉, 捞干, 滤渣
filter : sieve out, pan for : -
cut : cut apart, cut down, cut away, cut into pieces, cut into strips, cut into cubes, cut into slices, cut a slice, cut the cake>cake, cut to length, cut to size : 切开来, 切成片, 切成块, 切成丁, 切成丝, 切成段, 切成两半, 切两半, 切一刀, 切一块, 切除, 切掉
cut : cut with scissors, cut out shapes, cut strips, slice off, slice into, slice through, slice bread>bread, chop up, chop off, chop down, chop into, chop wood>log : 切去, 切到, 切好, 切薄片, 切末, 切条, 切肉>meat, 切蛋糕>cake, 切面包>bread
cut : chop the wood>log, split wood>log, split the log>log, split logs>log, fell, fell a tree>tree, fell the tree>tree, cut down a tree>tree, cut down the tree>tree, hack : 切面>noodle, 切断线, 切纸>paper, 切割成, 裁切, 裁开, 裁成, 裁纸>paper
cut : hack off, cleave, butcher, trim off, trim fat, trim the fat>lard, crop off, snip off, clip off, lop, lop off, saw off, saw through, saw wood>plank : 裁布>fabric, 剪成, 剪出, 剪纸>paper, 剪布>fabric, 剪绳子>rope, 剪线>cable
cut : saw the plank>plank, saw a board>plank, shear off, shear sheep>sheep, shear the sheep>sheep, cut hair>hair, cut the hair>hair, give a haircut>hair, trim hair>hair : 剪彩>ribbon, 剪头发>hair, 剪发>hair, 理发>hair, 剃头>hair, 剃须>beard
cut : trim the beard>beard, cut nails>fingernail, trim nails>fingernail, clip nails>fingernail, clip the nails>fingernail, trim the nails>fingernail, dissect, incise : 刮胡子>beard, 剃胡子>beard, 剪指甲>fingernail, 剪毛, 剪羊毛>sheep
cut : make an incision, amputate, scissor, whack off, laser cut, plasma cut, cut wire>cable, cut the wire>cable, cut the rope>rope, cut the tape>tape, cut the ribbon>ribbon : 给羊剪毛>sheep, 剪去, 剪短, 剪裁, 剁碎, 剁成, 剁肉>meat, 剁馅>mince, 砍, 砍断, 砍下
cut : cut a ribbon>ribbon, cut paper>paper, cut the paper>paper, cut fabric>fabric, cut the fabric>fabric, cut cloth>fabric, cut glass>glass-pane, score the loaf>bread : 砍树>tree, 伐木>tree, 砍柴>log, 劈, 劈开, 劈柴>log, 劈成, 锯断, 锯开
cut : segment, matchstick cut, dice up, mince up : 锯木头>plank, 锯木板>plank, 锯下, 锯掉, 割断, 割下, 割掉, 割破, 割绳, 片鸭, 片下
cut : - : 削皮切, 斩, 斩断, 解剖, 分切, 分割, 开膛, 剖开, 剖, 激光切割, 拦腰切断, 划十字, 切十字
fillet : fillet, debone, bone out, fillet the fish>fish, gut, gut the fish>fish, scale the fish>fish : 去骨切片, 剔骨头>bone, 剔骨>bone, 去骨>bone, 片鱼>fish, 杀鱼>fish, 剖鱼>fish
fillet : - : 刮鱼鳞>fish, 去鱼鳞>fish, 去内脏, 去鳞
core : core, pit, deseed, de-seed, destone, de-stone, seed out, remove the stone from, remove the stones from, remove stones from, remove the pit from : 去核, 去籽, 去芯, 剥籽, 剥出籽, 取核, 挖核, 去果核, 去枣核, 剥石榴籽>pomegranate
core : remove the pits from, remove pits from, remove the core from, remove the seeds from, remove seeds from, hollow the fruit : 剥石榴>pomegranate
pierce : pierce through, puncture, perforate with a fork, poke through, poke holes>hole, poke a hole>hole, stab with a fork : 扎破, 扎进, 扎洞>hole, 戳洞>hole, 戳孔>hole, 戳一个洞>hole, 捅, 捅破
pierce : - : 捅开, 刺穿透, 刺入, 刺破, 叉起, 叉住, 叉取
skewer : skewer, thread onto skewers>skewer, thread onto a skewer>skewer, put on skewers>skewer, put on a skewer>skewer, kebab up : 串到, 串起, 串起来, 串在, 串好, 串成, 串串, 穿串, 串肉>meat, 串肉串>meat, 穿成串
skewer : - : 串签子>skewer, 串糖葫芦
string-beads : string, string beads>bead, thread beads>bead, thread the beads>bead, thread the bead>bead, string the beads>bead, string together, restring, string onto : 穿珠子>bead, 串珠子>bead, 穿珠>bead, 串珠>bead, 穿成一串, 穿绳>rope
string-beads : - : 穿鞋带>shoelace
carve : carve out, carve into, carve a pumpkin>pumpkin, carve the pumpkin>pumpkin, carve wood, chisel out, chisel into, etch, inscribe, engrave on, hew, incise pattern : 刻上, 刻出, 刻字, 刻章>rubber-stamp, 雕南瓜>pumpkin, 雕木头>plank, 雕成, 雕刻成
carve : laser engrave : 镌刻, 镂空, 激光雕刻, 篆刻
mow : mow down, cut the lawn>lawn, mow the grass>lawn, mow the lawn>lawn, trim the lawn>lawn, trim the grass>lawn, trim grass>lawn, scythe, strim : 剪草坪>lawn, 割草坪>lawn, 修草坪>lawn, 修剪草坪>lawn, 除草坪>lawn, 打草>lawn
prune : prune back, cut back, trim back, trim branches>branch, trim the branches>branch, cut branches>branch, trim the hedge>hedge, trim hedges>hedge, trim the bush>shrub : 剪枝条>branch, 修枝>branch, 修剪枝条>branch, 修剪树枝>branch, 剪树枝>branch
prune : trim the tree>tree, pinch off buds, thin fruit, pollard, trim the shrubs>shrub, trim the plants>plant, trim plants>plant : 打顶, 掐尖, 疏果, 疏花, 摘心, 抹芽, 修剪绿篱>hedge, 修灌木>shrub, 修盆景>bonsai
prune : - : 剪花枝>flower, 剪花>flower
thin-seedlings : thin out seedlings>seedling, thin out the seedlings>seedling, thin the seedlings>seedling, thin seedlings>seedling : 间苗>seedling, 疏苗>seedling
grate : grate into, shave off, shred up, shred cheese>cheese, grate cheese>cheese, grate the cheese>cheese, zest the lemon>lemon, zest a lemon>lemon, shred paper>paper : 擦成丝, 刨成丝, 擦碎, 刨成片, 磨奶酪>cheese, 碎纸>paper, 粉碎文件>document
grate : shred the paper>paper, shred documents>document, shred the document>document, plane off : 刨冰>ice
peel : peel back, peel from, peel open, peel off the skin, peel apart, peel potatoes>potato, peel garlic>garlic, peel an egg>egg, peel eggs>egg : 剥掉, 剥好, 剥除, 剥离, 剥去, 剥皮器, 剥鸡蛋>egg, 剥蛋>egg, 剥虾>shrimp
peel : shell eggs>egg, shell peas>pea, shell the peas>pea, shell peanuts>peanut, shell shrimp>shrimp, peel shrimp>shrimp, shell nuts>edible-nut, shuck, shuck the corn>corn : 剥花生>peanut, 剥玉米>corn, 剥豆>bean, 剥毛豆>edamame, 剥橘子>mandarin
peel : shuck corn>corn, shuck oysters>oyster, shuck the oysters>oyster, husk corn>corn, strip off skin, strip bark, remove the skin, remove the peel, remove the husk : 剥橙子>orange, 剥香蕉>banana, 剥洋葱>onion, 剥生蚝>oyster, 撬生蚝>oyster
peel : peel film>screen-protector, peel off the film>screen-protector, peel off sticker>sticker, peel the sticker>sticker, peel the label>label-tag : 开生蚝>oyster, 开蚝>oyster, 削好, 削去, 削土豆>potato, 削苹果>apple
peel : strip the wallpaper>wallpaper, strip wallpaper>wallpaper, strip the wallpaper off>wallpaper, peel away from, unstick, debark, flay : 削水果>fruit, 去壳, 去皮子, 撕皮, 撕膜>screen-protector
peel : - : 揭膜>screen-protector, 撕标签>label-tag, 撕贴纸>sticker
peel : - : 撕墙纸>wallpaper, 撕下墙纸>wallpaper, 揭掉, 揭标签>label-tag, 蜕, 扒皮
peel : - : 扒蒜>garlic, 脱皮, 脱壳, 脱粒
crack : crack an egg>egg, crack eggs>egg, crack the egg>egg, crack a nut>edible-nut, crack nuts>edible-nut, break eggs>egg, snap off, snap in two, snap in half, break in half : 敲鸡蛋壳>egg, 敲蛋>egg, 磕蛋>egg, 敲核桃>walnut, 夹核桃>walnut, 砸核桃>walnut
crack : break apart, break off, break into pieces, break up chocolate>chocolate, smash up, crush up, pulverize, pound into, break the glass>glass-pane, break ice>ice : 掰下, 掰碎, 掰巧克力>chocolate, 掰馒头>steamed-bun, 折成两段, 折下, 弄碎
crack : - : 捣碎, 压碎, 捏碎, 碾, 碾压, 砸破, 打碎玻璃>glass-pane, 碎冰>ice, 击碎, 粉碎, 敲裂
tear : tear into, tear into pieces, tear in half, rip up, rip apart, rip open, rip out, rip in half, tear the paper>paper, tear paper>paper, tear open the package : 撕成, 撕成两半, 撕成条, 撕破, 撕裂, 撕开包装, 撕纸巾>tissue, 撕胶带>tape, 扯断, 扯破
tear : tear off a piece, tear off the tape, shred by hand, pull to pieces : 扯成, 撕日历>calendar, 撕封条
knead : knead dough>dough, knead the dough>dough, knead clay, knead into, roll into balls, roll into a ball, roll out the dough>dough, roll out dough>dough, roll the dough>dough : 揉面团>dough, 揉成团, 揉圆, 揉匀, 揉泥, 搓成, 搓圆, 搓条, 搓丸子>meatball
knead : flatten the dough>dough, press the dough>dough, stretch the dough>dough, shape into, mould into, mold into, sculpt clay, make dumplings>dumpling, wrap dumplings>dumpling : 搓汤圆>tangyuan, 捏饺子>dumpling, 包饺子>dumpling, 包包子>stuffed-bun
knead : fold dumplings>dumpling, crimp dumplings>dumpling, form into, work the clay, proof dough, mash the potatoes>potato, mash potatoes>potato, mash up, press flat : 包馄饨>wonton, 包粽子>zongzi, 包汤圆>tangyuan, 捏泥人>play-doh
knead : pound flat, tamp the coffee>coffee, throw a pot : 捏橡皮泥>play-doh, 捏黏土>play-doh, 塑形, 整形, 擀面>dough, 擀面皮>dough
knead : - : 擀饺子皮>dumpling-wrapper, 擀开, 擀成, 压成, 压扁, 拍扁, 拍平, 摔面, 拉面>noodle
knead : - : 抻面>noodle, 揪面, 捣蒜>garlic, 捣土豆泥>potato, 压土豆泥>potato, 醒面>dough
knead : - : 发面>dough, 拉坯
flatten-box : flatten the box>box, flatten boxes>box, flatten cardboard boxes>box, flatten the boxes>box, flatten the cardboard boxes>box, break down boxes>box, break down the box>box : 压扁纸箱>box, 踩扁纸箱>box, 压平纸箱>box, 拆平纸箱>box, 压扁纸盒>box, 折叠纸箱>box
flatten-box : break down the boxes>box, collapse the box>box, collapse boxes>box, fold flat boxes>box : -
massage : massage the back, give a massage, rub shoulders>shoulder, knead shoulders>shoulder, acupressure, pat the back, rub the back : 揉肩>shoulder, 捏肩>shoulder, 按肩膀>shoulder, 敲背, 拍背, 捏脚>foot
massage : - : 按脚>foot, 推背, 刮痧, 揉腿>leg
spread : spread over, spread on top, spread across, spread evenly, spread jam>jam, spread butter>butter, spread the butter>butter, butter bread>bread, butter the bread>bread : 涂到, 涂在, 涂满, 涂上去, 涂抹到, 涂抹在, 涂抹均匀, 涂匀, 涂一层, 涂药>ointment
spread : butter toast>toast-slice, smear on, smear over, apply to, apply on, apply onto, apply evenly, apply a layer, brush on, brush over, brush oil>oil, brush the egg : 涂药膏>ointment, 抹药>ointment, 上药>ointment, 擦药>ointment
spread : brush with egg, brush with oil, dab on, daub on, plaster, plaster the wall>wall, plaster a wall>wall, trowel, trowel on, skim coat, lay mortar, render, apply lotion : 涂护手霜>hand-cream, 擦护手霜>hand-cream, 抹护手霜>hand-cream
spread : apply ointment>ointment, apply sunscreen>sunscreen, apply cream>face-cream, apply flux>soldering-flux, apply solder paste>solder-wire, apply thermal paste>thermal-paste : 涂防晒霜>sunscreen, 擦防晒>sunscreen, 涂口红>lipstick, 抹口红>lipstick
spread : rub in cream>face-cream, ice the cake>cake, frost the cake>cake, decorate the cake>cake, lather up, prime : 化妆>makeup, 涂指甲油>nail-polish, 涂助焊剂>soldering-flux
spread : - : 上助焊剂>soldering-flux, 涂锡膏>solder-wire, 涂硅脂>thermal-paste
spread : - : 涂导热硅脂>thermal-paste, 涂果酱>jam, 抹果酱>jam, 涂黄油>butter
spread : - : 抹黄油>butter, 抹酱>sauce, 刷酱>sauce, 刷油>oil, 刷蛋液>egg, 刷一层
spread : - : 抹奶油>cream, 抹面, 抹开, 抹砂浆>mortar-mix, 抹水泥>concrete
spread : - : 抹灰>plaster-powder, 抹墙>wall, 刷腻子>wall-putty, 刮腻子>wall-putty
spread : - : 批腻子>wall-putty, 刮大白>wall, 铺砂浆>mortar-mix, 抹腻子>wall-putty, 批灰
spread : - : 敷上, 敷面膜>facial-mask, 贴面膜>facial-mask, 上色料, 挂浆
cook : cook up, cook food, cook a meal, prepare a meal, cook in a pan, prepare breakfast, prepare lunch, cook dinner, cook breakfast, cook lunch : 烧饭, 做一顿饭, 做晚餐, 做午餐, 烧制, 料理, 炊, 热菜, 弄饭, 准备晚餐, 准备早餐, 准备饭菜
make : make a sandwich>sandwich, make sandwich>sandwich, make sandwiches>sandwich, make salad>salad, make a salad>salad, make pizza>pizza, make a pizza>pizza, make sushi>sushi : 做三明治>sandwich, 做沙拉>salad, 做蛋糕>cake, 做披萨>pizza, 做寿司>sushi
make : make juice>juice, make a burger>burger, make popcorn>popcorn, make ice cream>ice-cream, make paper airplane>paper-airplane, prepare salad>salad : 做汉堡>burger, 做果汁>juice, 做手工, 做爆米花>popcorn, 做冰淇淋>ice-cream, 加工
make : prepare a sandwich>sandwich, build a sandwich>sandwich, concoct, fabricate, manufacture : 生产, 制成, 调配
boil : boil up, bring to the boil, bring to a boil, cook in water, cook pasta>noodle, cook the pasta>noodle, cook noodles>noodle, cook rice>rice, cook the rice>rice : 煮到, 煮一煮, 煮成, 煮粥>soup, 煮鸡蛋>egg, 煮面条>noodle, 煮面>noodle
boil : cook porridge, boil eggs>egg, boil an egg>egg, boil noodles>noodle, boil water>water, boil the kettle>kettle, boil dumplings>dumpling, steam rice>rice, steam fish>fish : 煮饺子>dumpling, 下饺子>dumpling, 煮米饭>rice, 煮意面>spaghetti
boil : steam dumplings>dumpling, steam vegetables>vegetable, braise, pressure cook, slow cook, soft-boil, hard-boil, scald, decoct, reduce sauce, simmer down : 煮咖喱>curry, 蒸熟, 蒸馒头>steamed-bun, 蒸包子>stuffed-bun, 蒸鱼>fish
boil : - : 蒸米饭>rice, 蒸鸡蛋>egg, 炖汤>soup, 炖肉>meat, 熬粥>soup, 熬汤>soup, 煨, 焖
boil : - : 焖饭>rice, 红烧, 烧开水>water, 烧水>water, 烫菜>vegetable, 焯, 汆
boil : - : 涮肉>meat
brew : brew up, brew coffee>coffee, brew the coffee>coffee, brew tea>tea, brew the tea>tea, steep tea>tea, make espresso>espresso, make an espresso>espresso, make latte>latte : 冲茶>tea, 沏壶茶>tea, 冲咖啡>coffee, 手冲咖啡>coffee, 煮咖啡>coffee
brew : make a latte>latte, pull a shot>espresso, pour-over>coffee, prepare coffee>coffee, prepare tea>tea, make hot chocolate>cocoa, make a cocktail>cocktail : 做拿铁>latte, 萃取咖啡>coffee, 打咖啡>coffee, 冲奶粉>milk-powder
brew : mix a cocktail>cocktail, mix a drink>cocktail, make lemonade>lemonade, dissolve, dilute, reconstitute : 泡奶粉>milk-powder, 冲牛奶>milk, 冲饮料>beverage, 泡面>instant-noodle
brew : - : 泡方便面>instant-noodle, 调酒>cocktail, 调鸡尾酒>cocktail, 溶解, 稀释
brew : - : 酿酒>wine
fry : fry up, fry eggs>egg, fry the egg>egg, fry fish>fish, fry rice>rice, fry chicken>chicken, fry bacon>bacon, fry dumplings>dumpling, deep fry, shallow fry, pan fry, panfry : 煎牛排>steak, 煎饺>dumpling, 煎鱼>fish, 煎培根>bacon, 煎荷包蛋>egg
fry : grill meat>meat, grill steak>steak, grill the steak>steak, grill fish>fish, barbecue meat>meat, cook a steak>steak, cook eggs>egg, cook an egg>egg, sizzle, char : 煎香肠>sausage, 煎饼>pancake, 摊煎饼>pancake, 摊鸡蛋>egg, 烙饼>flatbread
fry : flame grill, blacken, flambe, wok-fry, stir fry vegetables>vegetable, saute onions>onion, griddle, pop corn : 烙, 炸鸡>chicken, 炸薯条>fries, 炸油条>fried-dough-stick
fry : - : 炸丸子>meatball, 油煎, 炒菜>vegetable, 炒面>noodle, 炒肉>meat, 炒鸡蛋>egg
fry : - : 炒花生>peanut, 炒热, 爆香, 烤肉>meat, 烤鱼>fish, 烤串>kebab, 烤香肠>sausage
fry : - : 烧烤, 熘
bake : bake a cake>cake, bake bread>bread, bake cookies>cookie, bake pizza>pizza, bake potatoes>potato, roast chicken>chicken, roast a chicken>chicken, roast meat>meat : 烤制, 烤熟, 烤一烤, 烤蛋糕>cake, 烤饼干>cookie, 烤面包>bread
bake : roast potatoes>potato, roast vegetables>vegetable, oven-bake, put in to bake, toast bread>bread, toast the bread>bread, toast a slice>toast-slice, make toast>toast-slice : 烤吐司>toast-slice, 烤红薯>sweet-potato, 烤披萨>pizza, 烤鸡>chicken
bake : heat food>food, heat the food>food, heat up food>food, heat milk>milk, warm milk>milk, warm the milk>milk, heat water>water, heat soup>soup, microwave food>food, preheat : 烘烤面包>bread, 烘干食材, 烘热, 预热, 预热烤箱>oven, 热牛奶>milk, 加热牛奶>milk
bake : preheat the oven>oven, pre-heat, melt butter>butter, melt cheese>cheese, melt chocolate>chocolate, cure, dry in oven, thaw out, defrost the chicken>chicken, unfreeze : 加热食物>food, 加热饭菜>food, 热汤>soup, 热饭菜>food, 温牛奶>milk, 保温, 化冻
bake : incubate with heat, keep warm, heat with a torch, anneal, calcine : 化冰, 微波加热, 煅烧, 灼烧, 烧热, 烘培
freeze : freeze up, chill in the fridge, put on ice, deep freeze, flash freeze, snap freeze, cool off, leave to cool, let cool, quick-freeze, cryopreserve : 冻住, 速冻, 冰冻, 冷却到, 降温冷却, 晾凉, 放冷, 冰起来, 冻存, 冰镇饮料>beverage
freeze : freeze the samples>sample : -
desiccate : desiccate, dehydrate, air dry, air-dry, freeze-dry, lyophilize, dry out, dry in air, evaporate : 干燥, 烘干, 晾干, 风干, 脱水, 冻干, 晒干, 蒸发, 蒸干, 甩干
clean : muck out : 清圈
clean : clean away, clean the toilet>toilet, clean toilet>toilet, clean the bathroom>bathroom, clean the kitchen>kitchen, clean the oven>oven, clean the fridge>fridge : 清洁好, 清理好, 清理干净, 清理掉, 清理出, 清洁马桶>toilet, 刷马桶>toilet
clean : clean the aquarium>fish-tank, clean the fish tank>fish-tank, clean windows>window, clean the windows>window, clean shoes>shoe, clean the car>car, clean teeth>tooth : 清洗马桶>toilet, 清洁厨房>kitchen, 清洁烤箱>oven, 清理冰箱>fridge
clean : unblock, unblock the sink>sink, unblock the drain>drain, unclog the drain>drain, unclog the toilet>toilet, clear the drain>drain, clear the pipe>pipe, declog, decalcify : 清理鱼缸>fish-tank, 清洁窗户>window, 清洁鞋子>shoe, 擦除污渍>stain, 去污>stain
clean : descale the kettle>kettle, delime, disinfect the wound>wound, wash down and disinfect, purify, remove stains>stain, remove dust>dust, remove limescale>limescale : 去渍>stain, 去水垢>limescale, 除水垢>limescale, 除垢>limescale, 疏通
clean : strip clean, tidy and clean, spring clean, dust off, swab down, delouse : 疏通下水道>drain, 疏通马桶>toilet, 疏通管道>pipe, 通下水道>drain, 通马桶>toilet
clean : - : 通管道>pipe, 杀菌, 消毒杀菌, 伤口消毒>wound, 消毒伤口>wound, 打扫房间>room
clean : - : 打扫厨房>kitchen, 打扫卫生间>bathroom, 大扫除, 净化, 清垃圾>trash
clean : - : 吹灰>dust, 吹干净, 清仓
wipe : wipe away, wipe over, wipe the table>table, wipe table>table, wipe the window>window, wipe windows>window, wipe the counter>counter, wipe the floor>floor : 擦一遍, 擦拭干净, 擦拭掉, 擦来擦去, 擦完, 擦洗桌面>table, 擦桌面>table, 擦台面>counter
wipe : wipe the glass>glass-pane, wipe the screen>monitor, wipe hands>body-hand, wipe face>face, wipe the face>face, wipe the mouth>mouth, wipe nose>nose, wipe sweat : 擦柜子>cabinet, 擦灶台>stove, 擦地板>floor, 擦屏幕>monitor, 擦车>car
wipe : mop the brow>forehead, rub clean, rub off, rub dry, rub away, dry with a towel, towel dry, towel-dry, dry hands>body-hand, dry the dishes>tableware, dry dishes>tableware : 擦镜片>lens, 擦眼镜>glasses, 擦手>body-hand, 擦脸>face, 擦嘴巴>mouth
wipe : dry the hair>hair, dry hair>hair, blow dry hair>hair, blow-dry, dust the shelf>shelf, dust the furniture>furniture, dust down, dust shelves>shelf, dab off, soak up : 擦鼻涕>nose, 擦汗, 擦身, 擦灰>dust, 擦灰尘>dust, 掸, 掸灰>dust, 掸灰尘>dust
wipe : mop up, absorb, clean with a cloth, clean with a wet cloth, sponge, sponge off, wipe off dust>dust, clean the table>table : 掸去, 掸掉, 掸掉灰尘>dust, 拂, 拂去, 扫灰>dust, 抹灰尘>dust, 抹净, 抹干净, 揩干, 揩净
wipe : - : 吸水>water, 吸干水>water, 擦碗>tableware, 擦盘子>plate, 擦头发>hair
wipe : - : 吹头发>hair, 擦干头发>hair, 擦杯子>cup, 蹭掉
wash : wash away, wash down, wash up dishes>tableware, wash the car>car, wash car>car, wash hands>body-hand, wash face>face, wash the face>face, wash the hair>hair : 洗一下, 洗好, 洗掉, 洗刷, 洗刷干净, 洗盘>plate, 洗碗盘>tableware, 洗碗>tableware
wash : wash hair>hair, wash the dog>dog, bathe the dog>dog, bathe the baby>baby, give a bath, give the dog a bath>dog, give the baby a bath>baby, take a bath : 洗餐具>tableware, 刷碗>tableware, 刷盘子>plate, 刷锅>pot, 洗锅>pot
wash : take a shower, have a shower, wash fruit>fruit, wash vegetables>vegetable, wash rice>rice, rinse rice>rice, rinse the rice>rice, wash clothes>garment : 洗菜>vegetable, 洗水果>fruit, 洗苹果>apple, 洗米>rice, 洗衣>garment
wash : wash the clothes>garment, wash the cup>cup, wash the pot>pot, rinse out, rinse the dishes>tableware, rinse in water, scrub the pot>pot, scrub the pan>pan : 洗衣服>garment, 洗衣物>garment, 洗袜子>sock, 洗鞋>shoe
wash : scrub the floor>floor, scrub down, scrub clean, scrub off, flush the toilet>toilet, flush toilet>toilet, flush out, hose off, swill, slosh out : 刷鞋子>shoe, 洗车>car, 洗脸>face, 洗脚>foot, 洗澡, 给狗洗澡>dog, 给宝宝洗澡>baby
wash : soap, soap up, shampoo, launder clothes, gargle, rinse mouth>mouth, wash feet>foot : 冲凉, 淋浴, 泡脚>foot, 浸洗, 揉洗, 搓衣服>garment, 搓背, 冲掉, 冲净
wash : - : 冲一冲, 冲刷, 淋湿, 漂净, 涮洗, 涮杯子>cup, 涮拖把>floor-mop, 漱口>mouth
wash : - : 刷洗干净, 刷干净, 洗拖把>floor-mop, 洗抹布>rag
sweep : sweep away, sweep into, sweep off the table, sweep together, sweep out, sweep leaves>leaf, sweep the leaves>leaf, sweep up leaves>leaf, rake up, rake leaves>leaf : 扫成堆, 扫成一堆, 扫到一起, 扫出, 扫出去, 扫垃圾>trash, 扫树叶>leaf, 扫落叶>leaf
sweep : rake the leaves>leaf, rake together, rake the soil>soil, rake gravel>gravel, brush aside, brush together, brush crumbs, sweep crumbs, sweep dust>dust, sweep snow>snow : 扫雪>snow, 扫灰尘, 扫房间>room, 扫院子>garden, 扫马路>street, 扫烟囱>chimney
sweep : sweep the snow>snow, sweep trash>trash, sweep garbage>trash, sweep the chimney>chimney : 扫干净地, 耙, 耙成, 耙地>soil, 耙土>soil, 耙叶子>leaf, 耙落叶>leaf, 耙平, 耙到
sweep : - : 归拢, 拢成, 拨扫, 清扫落叶>leaf, 清扫地面>floor
mop : mop the floor>floor, mop up the floor>floor, mop up water, mop the kitchen>kitchen, wet mop, damp mop, swab the deck : 拖地>floor, 拖地板>floor, 拖地面>floor, 拖一拖, 拖客厅>living-room, 湿拖
mop : - : 拖厨房>kitchen, 擦地>floor
vacuum : vacuum the floor>floor, vacuum the carpet>carpet, vacuum carpet>carpet, hoover up, hoover the carpet>carpet, suck up dust>dust : 吸尘>dust, 吸地毯>carpet, 吸地>floor, 吸灰>dust, 吸沙发>sofa, 用吸尘器吸
brush : brush down, brush the hair>hair, brush hair>hair, comb hair>hair, comb the hair>hair, brush the dog>dog, brush the cat>cat, brush the horse>horse, groom the dog>dog : 刷一刷, 刷毛, 梳一梳, 梳毛, 给猫梳毛>cat, 给狗梳毛>dog, 给马刷毛>horse, 梳理头发>hair
brush : groom the horse>horse, groom a horse>horse, brush the teeth>tooth, brush his teeth>tooth, brush your teeth>tooth, brush shoes>shoe, brush out, comb out, brush lint : 刷牙齿>tooth, 刷衣服>garment
brush : scrub with a brush : -
braid : braid, plait, braid hair>hair, braid the hair>hair, plait hair>hair : 编辫子>hair, 扎辫子>hair, 编发>hair, 扎头发>hair
fold : fold into quarters, fold into thirds, fold into a square, fold in two, fold twice, fold clothes>garment, fold the clothes>garment, fold laundry>garment : 折起来, 折叠好, 折叠起来, 折成两半, 折成方块, 折两次, 折三折, 对折两次, 折好放, 叠起来好, 叠成方块
fold : fold the laundry>garment, fold paper>paper, fold the paper>paper, fold a paper airplane>paper-airplane, fold paper plane>paper-airplane, fold origami>paper, origami>paper : 叠衣服>garment, 叠衣物>garment, 叠被子>duvet, 叠被>duvet, 叠裤子>trousers
fold : fold napkins>napkin, fold the napkin>napkin, fold blankets>blanket, fold the letter>letter, fold back, fold down, fold inwards, fold the edges, pleat, tuck in edges : 叠衬衫>shirt, 叠袜子>sock, 叠毛巾>towel, 叠床单>sheet, 叠餐巾>napkin
fold : crease and fold, fold umbrella : 叠纸>paper, 折衣服>garment, 折纸>paper, 折毛巾>towel
fold : - : 折纸飞机>paper-airplane, 折信纸>letter, 折千纸鹤>paper-crane
fold : - : 收伞>umbrella, 收起伞>umbrella, 折边, 收折, 卷折
unfold : spread a tablecloth>tablecloth, spread the tablecloth>tablecloth, spread tablecloth>tablecloth, spread a blanket>blanket, spread the blanket>blanket : 展开来, 展开放, 打开铺, 铺床单>sheet, 铺被子>duvet, 铺毯子>blanket
unfold : spread the sheet>sheet, spread the bedsheet>sheet, lay the tablecloth>tablecloth, lay out the rug>carpet, lay the carpet>carpet, lay a carpet>carpet, lay carpet>carpet : 铺桌布>tablecloth, 铺地毯>carpet, 铺垫子>cushion, 铺瑜伽垫>yoga-mat, 铺在
unfold : unfold the map>map, unfold the letter>letter, unfold and spread, open up and spread, flatten out, smooth down, smooth the sheet>sheet : 铺到, 铺满, 铺展, 摊, 摊在, 摊放, 抖开被子>duvet, 展平床单>sheet
unfold : shake out and spread, make flat : 抚平床单>sheet, 掸平, 捋直, 舒展, 展示开, 张开毯子>blanket, 抻开, 抻平
unfold : - : 抹平床单>sheet
lay-tiles : lay the bricks>brick : 砌砖>brick, 砌墙>brick, 砌
lay-tiles : lay tiles>tile, lay the tiles>tile, lay tile>tile, tile the floor>tile, set tiles>tile, lay flooring>parquet, lay wood floors>parquet, lay the floor>parquet : 铺瓷砖>tile, 铺地砖>tile, 铺砖>brick, 铺地板>parquet, 铺木地板>parquet
lay-tiles : lay floorboards>plank, lay paving>paving-stone, pave, lay bricks>brick, lay brick>brick, lay turf>turf, lay sod>turf, lay the turf>turf : 铺路>paving-stone, 铺石板>paving-stone, 铺草皮>turf, 砌瓷砖>tile
iron : iron out, iron the shirt>shirt, iron shirts>shirt, iron clothes>garment, iron the clothes>garment, iron trousers>trousers, iron pillowcases>pillowcase : 熨衬衫>shirt, 熨衣服>garment, 熨裤子>trousers, 熨枕套>pillowcase
iron : press the clothes>garment, press clothes>garment, press the suit, steam the shirt>shirt, steam iron, do the ironing>garment, smooth with an iron : 烫衣服>garment, 烫衬衫>shirt, 烫裤子>trousers, 烫衣>garment, 熨好, 烫好
iron : - : 熨一熨, 挂烫, 压烫, 整烫
wring : wring out water, wring the towel>towel, wring out the towel>towel, wring out the rag>rag, wring the mop>floor-mop, squeeze out water, squeeze dry : 拧干毛巾>towel, 拧毛巾>towel, 拧抹布>rag, 拧衣服>garment, 拧拖把>floor-mop
wring : spin dry : 绞毛巾>towel, 挤干水>water, 拧水>water
wring : - : 甩水>water
sew : sew up, sew together, sew onto, sew into, sew a patch>patch-cloth, sew a patch on>patch-cloth, sew buttons>button-fastener, sew a button on>button-fastener : 缝好, 缝上, 缝在, 缝起来, 缝住, 缝到, 缝制衣服>garment, 缝衣服>garment
sew : sew on a button>button-fastener, sew the hem>hem-line, hem the trousers>trousers, sew fabric>fabric, stitch together, stitch the wound>wound, stitch up the wound>wound : 缝衣>garment, 缝扣子>button-fastener, 缝纽扣>button-fastener
sew : stitch on, sew clothes>garment, darn, darn socks>sock, darn the sock>sock, darn a sock>sock, mend clothes>garment, mend the sock>sock, mend socks>sock : 钉扣子>button-fastener, 钉纽扣>button-fastener, 缝补丁>patch-cloth
sew : patch the jeans>jeans, patch clothes>garment, cross-stitch, tat, knit a scarf>scarf, knit scarf>scarf, knit a sweater>sweater, spin yarn>wool, weave a basket>basket : 打补丁>patch-cloth, 缝裤脚>trouser-leg, 缝边>hem-line, 锁边>hem-line
sew : weave baskets>basket, weave cloth>fabric, overlock, topstitch, machine sew, feed under the presser foot, close the wound>wound, suture the wound>wound : 缝伤口>wound, 缝合伤口>wound, 缝合皮肤>skin, 补衣服>garment, 补袜子>sock
sew : - : 补裤子>trousers, 补鞋>shoe, 织毛衣>sweater, 织围巾>scarf, 织布>fabric, 编
sew : - : 编竹篮>basket, 编篮子>basket, 编筐>basket, 编绳>rope, 编结, 织网>net
sew : - : 补网>net, 刺绣, 绣花, 车缝, 车线, 勾针编织, 绗缝, 拷边
wear : put on a hat>hat, put on the hat>hat, put on a mask>face-mask, put on mask>face-mask, put on the mask>face-mask, put a mask on>face-mask : 穿外套>coat, 穿裤子>trousers, 穿裙子>skirt, 穿衬衫>shirt, 穿毛衣>sweater
wear : put on a helmet>helmet, put on the helmet>helmet, put on glasses>glasses, put on the glasses>glasses, put on a coat>coat, put on the coat>coat, put on a jacket>jacket : 穿围裙>apron, 穿鞋子>shoe, 穿袜子>sock, 穿靴子>boot, 穿雨衣>raincoat
wear : put on the jacket>jacket, put on a shirt>shirt, put on gloves>glove, put on the gloves>glove, put on the shoes>shoe, put on a watch>watch, put on the watch>watch : 穿防护服>protective-suit, 穿手术衣>surgical-gown, 穿衣>garment
wear : put on a scarf>scarf, put on an apron>apron, put on the apron>apron, put on headphones>headphone, put on the boots>boot, put on boots>boot, put on socks>sock : 穿衣服>garment, 给娃娃穿衣服>doll, 给宝宝穿衣服>baby, 戴好, 戴口罩>face-mask
wear : put on the socks>sock, put on trousers>trousers, put on the backpack>backpack, get dressed, get dressed in, dress up, dress the doll>doll, dress the baby>baby : 戴上口罩>face-mask, 戴帽子>hat, 戴上帽子>hat, 戴手套>glove, 戴上手套>glove
wear : dress the patient>patient, don gloves>glove, don a mask>face-mask, robe up, wrap a scarf>scarf, strap on : 戴眼镜>glasses, 戴耳机>headphone, 戴头盔>helmet, 戴安全帽>hard-hat
wear : - : 戴手表>watch, 戴项链>necklace, 戴戒指>finger-ring, 戴围巾>scarf
wear : - : 围围巾>scarf, 系领带>necktie, 打领带>necktie, 系围巾>scarf
wear : - : 系腰带>leather-belt, 系皮带>leather-belt, 背书包>backpack
wear : - : 背背包>backpack, 披上, 披, 套上衣服>garment, 穿戴好, 佩戴好, 裹尿布>diaper
wear : - : 戴奶嘴>pacifier
undress : take off gloves>glove, take off the gloves>glove, take off the hat>hat, take off a hat>hat, take off the coat>coat, take off coat>coat, take off the jacket>jacket : 脱衣服>garment, 脱外套>coat, 脱鞋子>shoe, 脱鞋>shoe, 脱袜子>sock
undress : take off the shirt>shirt, take off shirt>shirt, take off glasses>glasses, take off the glasses>glasses, take off the mask>face-mask, take off mask>face-mask : 脱裤子>trousers, 脱帽>hat, 脱帽子>hat, 脱手套>glove, 脱下手套>glove
undress : take off the shoes>shoe, take off boots>boot, take off the boots>boot, take off the helmet>helmet, take off the socks>sock, take off the apron>apron : 脱毛衣>sweater, 脱围裙>apron, 脱防护服>protective-suit, 脱靴子>boot
undress : take off the watch>watch, pull off gloves>glove, remove gloves>glove, remove the gloves>glove, remove shoes>shoe, remove the mask>face-mask, remove the hat>hat : 摘帽子>hat, 摘下帽子>hat, 摘口罩>face-mask, 摘下口罩>face-mask
undress : remove the jacket>jacket, remove the helmet>helmet, remove clothes>garment, strip off clothes>garment, undress the doll>doll, slip off, unclothe, disrobe : 摘眼镜>glasses, 摘下眼镜>glasses, 摘手套>glove, 摘头盔>helmet, 摘手表>watch
undress : - : 摘耳机>headphone, 摘项链>necklace, 卸妆>makeup, 解领带>necktie
undress : - : 解围巾>scarf, 脱去, 褪下, 褪去
zip : zip together, zip closed, do up the zip>zipper, do up the zipper>zipper, pull up the zipper>zipper, pull the zipper up>zipper, zip up the jacket>jacket, zip the bag>bag : 拉好拉链>zipper, 拉起拉链>zipper, 拉上拉锁>zipper, 扣上纽扣>button-fastener
zip : zip the jacket>jacket, close the bag zipper>zipper, button up the shirt>shirt, button the shirt>shirt, button the coat>coat, do up buttons>button-fastener : 扣扣子>button-fastener, 扣好扣子>button-fastener
zip : do up the buttons>button-fastener, fasten the buttons>button-fastener, fasten the seatbelt>seat-belt, fasten the seat belt>seat-belt, fasten seatbelt>seat-belt : 系扣子>button-fastener, 系纽扣>button-fastener, 扣衬衫扣子>shirt
zip : buckle the seat belt>seat-belt, fasten the belt>leather-belt, buckle the belt>leather-belt, fasten the buckle, snap closed, do up the belt, velcro, clasp shut : 系安全带>seat-belt, 系上安全带>seat-belt, 扣安全带>seat-belt
zip : - : 扣皮带>leather-belt, 扣上皮带>leather-belt, 扣紧, 扣牢, 拉链拉上>zipper
zip : - : 粘魔术贴>velcro
unzip : undo the zip>zipper, undo the zipper>zipper, pull down the zipper>zipper, open the zipper>zipper, unzip the bag>bag, unzip the jacket>jacket, unbutton the shirt>shirt : 拉开拉锁>zipper, 打开拉链>zipper, 解扣子>button-fastener
unzip : undo the buttons>button-fastener, undo buttons>button-fastener, unfasten the buttons>button-fastener, unfasten the seat belt>seat-belt, undo the seat belt>seat-belt : 解纽扣>button-fastener, 解开衬衫>shirt, 解开安全带>seat-belt
unzip : unbuckle the seat belt>seat-belt, undo the belt, unbuckle the belt>leather-belt, unclasp, unsnap : 松安全带>seat-belt, 解安全带>seat-belt, 解皮带>leather-belt
unzip : - : 拉链拉开>zipper, 撕魔术贴>velcro
tie : tie into, tie onto, tie to, tie around, tie with string, tie with rope, tie a bow>knot, tie the bow>knot, tie a ribbon>ribbon, tie the ribbon>ribbon : 系住, 系牢, 系在, 系个结>knot, 系蝴蝶结>knot, 打蝴蝶结>knot, 系鞋带>shoelace
tie : tie a knot in the rope>rope, tie the shoelaces>shoelace, tie shoelaces>shoelace, tie shoe laces>shoelace, tie the laces>shoelace, lace up, lace up shoes>shoelace : 绑鞋带>shoelace, 系绳子>rope, 系丝带>ribbon, 绑在, 绑到, 绑成, 绑住, 绑起来
tie : lace the shoes>shoelace, tie the rope>rope, tie a rope>rope, tie a tie>necktie, tie the tie>necktie, tie a necktie>necktie, knot the rope>rope, bundle together, bundle up : 绑绳子>rope, 绑丝带>ribbon, 绑钢筋>steel-bar, 扎钢筋>steel-bar
tie : bundle cables>cable, bind together, bind up, strap up, strap to, strap on top, strap together, lash down, lash together, zip tie, cable-tie, rubber-band, hitch to, moor : 绑扎钢筋>steel-bar, 捆好, 捆起来, 捆成, 捆在, 捆住, 捆绑好, 捆扎好, 扎紧, 扎好, 扎口
tie : fasten with rope, truss, tourniquet : 扎带捆, 扎扎带>cable-tie, 绕绑, 束起, 打绳结>knot, 打个绳结>knot, 打领结, 勒紧
tie : - : 绷紧, 缚
untie : untie from, untie the rope>rope, untie the shoelaces>shoelace, untie shoelaces>shoelace, undo the laces>shoelace, undo the knot>knot, untie the knot>knot, loosen the rope : 解绳子>rope, 解绳结>knot, 解鞋带>shoelace, 松鞋带>shoelace
untie : untangle the cable>cable, untangle cables>cable, untangle wires>cable, detangle, unlash, free from, release the straps, unfasten strap, cut loose : 解开鞋带>shoelace, 解开绳子>rope, 解开绳结>knot, 解下, 解掉, 理开线, 解缠, 梳开
untie : - : 拆开绳子>rope
wrap : wrap in, wrap in foil>foil, wrap in paper, wrap a gift>gift, wrap the gift>gift, wrap a present>gift, wrap the present>gift, wrap gifts>gift, wrap presents>gift : 裹起来, 裹紧, 裹好, 裹保鲜膜>plastic-wrap, 包起, 包住, 包成, 包装礼物>gift
wrap : gift-wrap, wrap in film, wrap in plastic, wrap the pallet>pallet, wrap pallet>pallet, shrink-wrap, shrink-wrap the pallet>pallet, stretch wrap, stretch-wrap : 包礼物>gift, 包书皮>book, 包装好, 包纸, 包裹好, 包裹起来, 缠好, 缠紧, 缠住, 缠到, 缠在
wrap : wrap the wound>wound, dress the wound>wound, dress a wound>wound, bandage the wound>wound, bandage the arm>arm, bandage the finger, bind the wound>wound : 缠上去, 缠绷带>bandage, 打绷带>bandage
wrap : apply a bandage>bandage, apply bandage>bandage, apply a dressing, put a bandage on>bandage, coil around, cover with foil>foil, cover with film, swathe, shroud : 缠电工胶带>electrical-tape, 缠膜>stretch-film, 缠绕膜包>stretch-film
wrap : plaster the leg, put a splint on>splint, splint, put the splint on>splint, apply a splint>splint, fit a splint>splint, put in a cast>plaster-cast, encircle : 绕膜>stretch-film, 覆膜, 包扎好, 包扎伤口>wound, 上绷带>bandage
wrap : - : 上夹板>splint, 打夹板>splint, 打石膏>plaster-cast, 绕住, 绕在外面
wrap : - : 用锡纸包>foil, 用保鲜膜包>plastic-wrap
unwrap : unwrap the gift>gift, unwrap a gift>gift, unwrap the present>gift, open the present>gift, open presents>gift, open a present>gift, take off the wrapping : 拆礼物>gift, 拆礼盒>gift-box, 打开礼物>gift, 剥糖纸>candy, 剥糖>candy
unwrap : unwrap candy>candy, remove the bandage>bandage, take off the bandage>bandage, remove the cast>plaster-cast, take the cast off>plaster-cast, take off the cast>plaster-cast : 解绷带>bandage, 拆绷带>bandage, 拆石膏>plaster-cast, 拆夹板>splint, 去包装
unwrap : peel off wrapper : 撕开包装袋, 打开包装, 拆包装纸, 拆包装袋
roll-up : wind the clock>clock : 上发条, 上弦
roll-up : roll up tightly, roll into, roll together, roll up the mat, roll up the yoga mat>yoga-mat, roll up the carpet>carpet, roll up the rug>carpet : 卷成卷, 卷成筒, 卷紧, 卷上, 卷进, 卷瑜伽垫>yoga-mat, 卷地毯>carpet, 卷画>picture
roll-up : roll up the sleeves>sleeve, roll up sleeves>sleeve, roll up the trousers>trousers, roll up the map>map, roll up paper>paper, roll the towel>towel, roll the sushi>sushi : 卷袖子>sleeve, 挽袖子>sleeve, 挽起, 挽, 卷裤脚>trouser-leg
roll-up : roll sushi>sushi, wind on to, wind onto, wind cable>cable, wind the cable>cable, wind up the cable>cable, coil the cable>cable, coil cable>cable, coil up the cable>cable : 挽裤脚>trouser-leg, 卷纸筒>paper, 卷毛巾>towel, 卷寿司>sushi
roll-up : coil the rope>rope, coil up the rope>rope, coil rope>rope, coil the hose>hose, wind the hose>hose, wind yarn>wool, wind thread>thread, wind wire>cable, spool up, furl : 卷春卷>spring-roll, 卷饼>burrito, 绕线>cable, 绕好, 绕起来, 绕到, 绕在, 绕成
roll-up : turn up the cuffs, turn up the sleeves>sleeve, scroll up : 绕成圈, 盘线>cable, 盘绳>rope, 盘好线>cable, 盘起来, 盘成, 收线>cable
roll-up : - : 收线缆>cable, 收卷, 收水管>hose, 缠毛线>wool, 缠线>thread, 缠绳子>rope, 卷管
roll-up : - : 卷起画轴
unroll : unroll the mat, unroll the yoga mat>yoga-mat, unroll the carpet>carpet, unroll the map>map, unroll a scroll>scroll-painting, unroll the paper>paper, unwind cable>cable : 展开瑜伽垫>yoga-mat, 摊开瑜伽垫>yoga-mat, 展开地毯>carpet
unroll : unwind the cable>cable, uncoil the hose>hose, unfurl the flag>flag, pay out, unspool, reel out : 展开画卷>scroll-painting, 放开线, 放卷, 拉出卷尺>tape-measure, 放绳, 散开
stretch : stretch open, stretch apart, pull straight, pull tight, pull taut, straighten the rope>rope, straighten rope>rope, straighten the wire>cable, straighten the cable>cable : 拉紧, 拉长, 拉直绳子>rope, 拉绳直>rope, 拽紧, 绷开, 撑, 拉弹力带>resistance-band
stretch : bend into, bend the wire>cable, bend wire>cable, bend a tube>pipe, bend the pipe>pipe, bend metal>sheet-metal, bend sheet metal>sheet-metal, bend the rod>rod, bend back : 拉皮筋>rubber-band, 弯成, 弯折, 弯管>pipe, 折弯钣金>sheet-metal
stretch : deform, tension, stretch out the band, stretch a rubber band>rubber-band, stretch fabric, draw out wire : 折弯板材>panel, 弯铁丝>iron-wire, 扳直, 扳弯, 弄弯, 弄直, 拉开弹簧>spring
cover : cover up, cover with a cloth, cover with a blanket>blanket, cover with a lid>lid, put on the lid>lid, put on lid>lid, put the lid back on>lid, put the lid back>lid : 盖上去, 盖在, 盖到, 盖好盖子>lid, 盖上盖子>lid, 盖上盖>lid, 盖紧盖子>lid, 盖瓶盖>lid
cover : put cap on>lid, put the cap on>lid, put the cap back on>lid, put on the cap>lid, cap the bottle>lid, cap the pen>lid, cap the vial>lid, cap the tube>lid, cap bottle>lid : 盖上瓶盖>lid, 盖笔帽>lid, 盖笔盖>lid, 盖锅盖>lid, 盖上锅盖>lid, 盖被子>duvet
cover : recap the needle>lid, screw cap on>lid, screw the cap on>lid, screw the lid on>lid, screw on the lid>lid, screw on the cap>lid, snap the lid on>lid, close with a lid>lid : 盖毯子>blanket, 盖布>cloth, 蒙住, 蒙, 罩住, 罩好, 遮, 遮好, 遮上, 遮挡, 掩盖, 掩住
cover : tuck up, mask off : 覆上, 覆盖住, 捂, 捂住, 加盖子>lid, 上盖>lid, 扣上盖子>lid, 扣盖子>lid, 合上盖子>lid
cover : - : 合盖子>lid
uncap : uncap the bottle>lid, uncap the pen>lid, uncap the vial>lid, pull off the cap>lid, pull the cap off>lid, pull off the lid>lid, take off the cap>lid, take off cap>lid : 揭开盖子>lid, 打开瓶盖>lid, 打开盖子>lid, 打开锅盖>lid, 揭锅盖>lid, 揭开锅盖>lid
uncap : take the lid off>lid, take the cap off>lid, take the cap off the>lid, lift the lid>lid, lift off the lid>lid, lift the lid off>lid, lift up the lid>lid, lift lid>lid : 掀开盖子>lid, 掀盖子>lid, 掀开锅盖>lid, 掀锅盖>lid, 开瓶盖>lid, 开盖子>lid
uncap : raise the lid>lid, remove the cap>lid, remove the lid>lid, remove the stopper>lid, remove the cork>lid, pull the cork>lid, pull out the cork>lid, uncork the wine>lid : 取下盖子>lid, 取下瓶盖>lid, 取盖子>lid, 拿开盖子>lid, 拔盖子>lid, 拔下笔帽>lid
uncap : pop the cork>lid, unscrew the bottle cap>lid, twist off the cap>lid, twist off the lid>lid, twist the cap off>lid, pry the lid off>lid, pry off the lid>lid : 拔笔帽>lid, 摘盖子>lid, 去盖>lid, 脱盖>lid, 拔木塞>lid, 开红酒>lid, 开瓶>lid
uncap : prise the lid off>lid, prise off the lid>lid, open the bottle cap>lid, open bottle cap>lid, flip open the lid>lid, flip the lid open>lid, unlid : 启瓶>lid, 启盖>lid, 撬开盖子>lid, 撬盖子>lid, 撬开瓶盖>lid, 撬瓶盖>lid
lower-lid : lower the toilet lid>toilet-lid, close the toilet lid>toilet-lid, put down the toilet lid>toilet-lid, put the toilet lid down>toilet-lid : 放下马桶盖>toilet-lid, 盖上马桶盖>toilet-lid, 盖马桶盖>toilet-lid
lower-lid : - : 合上马桶盖>toilet-lid
raise-lid : raise the toilet lid>toilet-lid, open the toilet lid>toilet-lid, lift the toilet lid>toilet-lid : 掀起马桶盖>toilet-lid, 掀开马桶盖>toilet-lid, 打开马桶盖>toilet-lid
`;
