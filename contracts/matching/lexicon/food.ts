/** Food and drink: narrower things than those of `lexicon-things.ts`. */

/** Lines as in `lexicon-kinds.ts`: `parent : english/english=中文/中文, …`. */
export const FOOD = `
garlic : garlic paste/mashed garlic=蒜泥/蒜蓉
fruit : citrus fruit/citrus=柑橘类, stone fruit=核果, berry=浆果/莓果, dried fruit=果干/水果干/蜜饯, pear=梨/梨子/雪梨/鸭梨, quince=榅桲, guava=番石榴/芭乐, passion fruit/passionfruit=百香果, star fruit/carambola=杨桃
fruit : loquat=枇杷, longan=龙眼/桂圆, rambutan=红毛丹, mangosteen=山竹, jackfruit=菠萝蜜, plantain=芭蕉/大蕉, bayberry/waxberry=杨梅, wax apple=莲雾, sugar apple/custard apple/cherimoya=释迦/番荔枝, hawthorn=山楂
fruit : sugarcane/sugar cane=甘蔗, water chestnut=荸荠/马蹄, jujube/date palm fruit/date/red date=红枣/枣/枣子/大枣, fruit platter=果盘/水果拼盘, olive/olive fruit=橄榄
melon : cantaloupe/rockmelon=哈密瓜, honeydew/honeydew melon=蜜瓜/白兰瓜
citrus-fruit : orange/orange fruit/oranges/navel orange=橙子/甜橙/柳橙/柳丁, mandarin/tangerine/clementine/satsuma=橘子/桔子/蜜橘/砂糖橘, lemon=柠檬, grapefruit=西柚/葡萄柚, kumquat=金桔/金橘, yuzu=香橙
lemon : lime=青柠/莱姆
grapefruit : pomelo=柚子/文旦
stone-fruit : peach=桃子/桃/水蜜桃, nectarine=油桃, plum=李子, apricot=杏/杏子, cherry=樱桃/车厘子, greengage=青梅/梅子
berry : strawberry=草莓, blueberry=蓝莓, raspberry=树莓/覆盆子, blackberry=黑莓, cranberry=蔓越莓, mulberry=桑葚, gooseberry=醋栗/鹅莓, currant/blackcurrant/redcurrant=黑加仑/红醋栗, acai/acai berry=巴西莓
berry : goji/goji berry/wolfberry=枸杞
vegetable : leafy vegetable/greens/leafy greens=叶菜/绿叶菜, root vegetable=根茎类, gourd=瓜/瓜类, legume=豆类, sprout/bean sprout/beansprout=豆芽/豆芽菜, allium=葱蒜, eggplant/aubergine=茄子
vegetable : okra/lady finger=秋葵, asparagus=芦笋, celery/celery stalk=芹菜/西芹, bamboo shoot=竹笋/笋/冬笋, corn/sweetcorn/corn cob/corn on the cob/maize=玉米/玉米棒/苞米, cauliflower=花菜/菜花/花椰菜, broccoli=西兰花/青花菜
vegetable : artichoke=洋蓟/朝鲜蓟, rhubarb=大黄茎, celtuce/asparagus lettuce=莴笋/莴苣, cherry tomato/grape tomato=圣女果/小番茄/樱桃番茄, mushroom=蘑菇/菌菇/菌子, seaweed/nori/kelp/laver=海带/紫菜/海苔/海藻
vegetable : pickles/pickled vegetable=泡菜/咸菜/酱菜/腌菜, gherkin/pickled cucumber/cornichon=酸黄瓜/腌黄瓜/小酸瓜, kimchi=韩国泡菜/辣白菜, sauerkraut=酸菜/德国酸菜, pickled mustard/zha cai=榨菜, caper=刺山柑/水瓜柳
pepper : bell pepper/sweet pepper/capsicum=青椒/甜椒/彩椒/灯笼椒, chili/chilli/chili pepper/chile/jalapeno/chilli pepper=辣椒/尖椒/小米辣/红辣椒/朝天椒
leafy-vegetable : bok choy/pak choi/pak choy=小白菜/上海青/青江菜/油菜, choy sum=菜心, cabbage/red cabbage/savoy=卷心菜/包菜/圆白菜/高丽菜/洋白菜/紫甘蓝, water spinach=空心菜/通菜, lettuce/romaine/iceberg/iceberg lettuce=生菜/莴苣叶/罗马生菜
leafy-vegetable : arugula/rocket leaf=芝麻菜, watercress=西洋菜/豆瓣菜, chard/swiss chard=甜菜叶/厚皮菜, collard/collard greens=羽衣甘蓝叶, endive/chicory=菊苣/苦苣, amaranth=苋菜, chrysanthemum greens=茼蒿
leafy-vegetable : mustard greens=芥菜/雪里蕻, fennel bulb/fennel=茴香, radicchio=红菊苣, brussels sprout/brussels sprouts=抱子甘蓝/孢子甘蓝, kohlrabi=苤蓝/大头菜
cabbage : chinese cabbage/napa cabbage/napa=大白菜/娃娃菜/白菜
root-vegetable : carrot=胡萝卜/红萝卜, radish/daikon=萝卜/白萝卜/樱桃萝卜, turnip=芜菁/大头菜根, parsnip=欧防风, rutabaga/swede=芜菁甘蓝, beet/beetroot=甜菜/甜菜根/红菜头, yam/chinese yam=山药/淮山, sweet potato=红薯/地瓜/番薯/甘薯
root-vegetable : cassava/manioc=木薯, potato/spud=土豆/马铃薯/洋芋, taro=芋头/芋艿, lotus root=莲藕/藕, burdock/burdock root=牛蒡, ginger=姜/生姜/老姜, horseradish=辣根, konjac=魔芋, celeriac=根芹
gourd : cucumber/cuke=黄瓜/小黄瓜, zucchini/courgette=西葫芦/夏南瓜, pumpkin/butternut/butternut squash/squash=南瓜, bitter gourd/bitter melon=苦瓜, winter melon/wax gourd=冬瓜, loofah/luffa/sponge gourd=丝瓜
gourd : bottle gourd/calabash=葫芦瓜/瓠瓜, snake gourd=蛇瓜
bean : green bean/string bean/french bean/runner bean=四季豆/豆角/刀豆/扁豆
legume : pea/snow pea/snap pea/mangetout=豌豆/荷兰豆/甜豆, edamame/soybean/soya bean=毛豆/黄豆/大豆, broad bean/fava bean/fava=蚕豆, kidney bean/red bean/adzuki bean=红豆/芸豆/赤豆, black bean=黑豆, mung bean=绿豆
legume : lentil/lentils=小扁豆/兵豆, chickpea/garbanzo=鹰嘴豆, pinto bean/navy bean/baked beans=焗豆/白豆
allium : onion/shallot/red onion=洋葱/红葱头, scallion/spring onion/green onion=葱/小葱/大葱/香葱, chives/garlic chives=韭菜/细香葱, garlic/garlic clove/clove of garlic=大蒜/蒜/蒜瓣, garlic sprout=蒜苗/蒜薹
scallion : leek=韭葱/大葱段
mushroom : shiitake=香菇/冬菇, enoki/enoki mushroom=金针菇, king oyster mushroom/oyster mushroom=杏鲍菇/平菇, button mushroom/champignon=口蘑/白蘑菇, wood ear/black fungus=木耳/黑木耳, truffle=松露, morel=羊肚菌
mushroom : white fungus/snow fungus=银耳
food : edible nut/nuts=坚果, cookie/biscuit/cracker/shortbread/gingerbread=饼干/曲奇/苏打饼干/姜饼, candy/sweetmeat/sweets/sweet=糖果/糖块/喜糖, chocolate/chocolate bar=巧克力/朱古力
food : chips/crisps/potato chips/potato chip/crisp=薯片/洋芋片, fries/french fries/french fry=薯条, ice cream/gelato/sundae=冰淇淋/雪糕/冰激凌/圣代, pudding=布丁, jelly/gelatin/gelatine=果冻/明胶, popcorn=爆米花
food : salad=沙拉/色拉, leftover/leftovers=剩饭/剩菜/剩饭剩菜, snack=零食/小吃/点心, dessert=甜点/甜品, appetizer/hors d'oeuvre/starter dish=开胃菜/前菜, breakfast=早餐/早饭, lunch=午餐/午饭, dinner/supper=晚餐/晚饭
food : instant noodle/instant noodles/cup noodle/ramen=方便面/泡面/拉面, takeaway/takeout/take-out/takeout food=外卖, canned food/canned goods/tinned food=罐头食品/罐头, frozen food=冷冻食品/速冻食品
food : baby food=婴儿辅食/辅食, pet food/dog food/cat food/kibble=猫粮/狗粮/宠物粮/宠物食品, fish food=鱼食/鱼粮, bird feed/birdseed=鸟食, stuffing/filling=馅/馅料, rice=米饭/米/饭/大米/白饭, sashimi=生鱼片/刺身, zongzi=粽子
food : oatmeal/oats/oat=燕麦/麦片粥, cereal/granola/muesli/cornflakes/corn flakes=麦片/谷物/玉米片, quinoa/couscous=藜麦/古斯米, barley=大麦/薏米, millet=小米, buckwheat=荞麦, tofu/bean curd=豆腐
food : dried tofu/tofu skin=豆干/豆腐皮/腐竹, dumpling/jiaozi/gyoza/potsticker=饺子/水饺/锅贴/煎饺, shumai/siu mai=烧卖, spring roll/egg roll=春卷, hotpot/hot pot=火锅, curry=咖喱, lasagna/lasagne=千层面/意式千层面
food : omelet/omelette/frittata=蛋卷/煎蛋卷/蛋饼/欧姆蛋, scrambled egg/scrambled eggs=炒蛋/滑蛋, fried egg=煎蛋/荷包蛋, boiled egg/hard-boiled egg=水煮蛋/白煮蛋/茶叶蛋, nugget/chicken nugget=鸡块, fish and chips=炸鱼薯条
food : hash brown=薯饼, mashed potato/mashed potatoes=土豆泥, dim sum=早茶点心, nachos=玉米片脆片, dairy product/dairy=乳制品/奶制品, butter=黄油/奶油块/牛油, cream/whipped cream/whipping cream=奶油/淡奶油/鲜奶油
food : sour cream=酸奶油, yogurt/yoghurt=酸奶/优格/优酪乳, custard=卡仕达酱/蛋奶冻, condensed milk=炼乳/炼奶, milk powder/powdered milk/infant formula/baby formula=奶粉, bean paste/red bean paste=豆沙/红豆沙
food : peanut butter=花生酱, jam/marmalade/fruit spread=果酱, honey=蜂蜜, syrup/maple syrup/treacle/molasses=糖浆/枫糖浆/糖蜜, hazelnut spread/chocolate spread=巧克力酱/榛子酱
edible-nut : walnut=核桃/胡桃, almond=杏仁/巴旦木, cashew/cashew nut=腰果, hazelnut=榛子, pistachio=开心果, peanut/peanuts/groundnut=花生/花生米, pine nut=松子, chestnut=栗子/板栗, pecan=碧根果/山核桃, macadamia=夏威夷果
edible-nut : sunflower seed/melon seed=瓜子/葵花籽, sesame/sesame seed=芝麻, brazil nut=巴西坚果, lotus seed=莲子
meat : beef=牛肉, pork=猪肉, lamb meat/mutton=羊肉, veal=小牛肉, venison=鹿肉, poultry=禽肉, fish=鱼, shellfish=贝类/贝壳类, offal=内脏/下水, mince/minced meat/ground beef/ground meat=肉末/肉馅/绞肉
meat : steak/sirloin/ribeye=牛排, fillet/tenderloin/loin=里脊/里脊肉/鱼柳, chop/cutlet/pork chop=猪排/肉排, ribs/sparerib=排骨/肋排, bacon=培根/熏肉, cured ham/ham/prosciutto/gammon=火腿
meat : salami/pepperoni/chorizo=萨拉米/意式香肠/腊肠, sausage/bratwurst/frankfurter/wiener=香肠/火腿肠/热狗肠/烤肠, meatball=肉丸/丸子/肉圆, kebab/shish kebab/meat skewer=烤肉串/羊肉串/烤串, jerky=肉干/牛肉干, roast meat=烤肉
meat : carcass=胴体/屠体/白条, liver=肝/猪肝, kidney=腰子/猪腰, tripe=肚/毛肚, bone/marrow bone=骨头/大骨, lard/fat/suet=肥油/猪油/肥肉, luncheon meat/spam=午餐肉, tongue meat=牛舌
burger : patty/burger patty/beef patty=肉饼/汉堡肉饼
beef : brisket=牛胸肉/牛腩
chicken : drumstick/chicken leg=鸡腿/琵琶腿, chicken wing/wing=鸡翅/翅中, chicken breast=鸡胸/鸡胸肉, chicken feet=鸡爪/凤爪
pork : pork belly=五花肉, trotter/pig's trotter=猪蹄/猪脚
poultry : chicken=鸡肉/鸡/整鸡, duck/duck meat=鸭肉/鸭子/烤鸭, turkey=火鸡, goose meat/goose=鹅肉/鹅, quail=鹌鹑, pigeon meat=乳鸽
fish : salmon=三文鱼/鲑鱼, tuna=金枪鱼/吞拿鱼, cod/codfish=鳕鱼, trout=鳟鱼, mackerel=鲭鱼/鲐鱼/青花鱼, sardine=沙丁鱼, anchovy=凤尾鱼/鳀鱼, herring=鲱鱼, carp=鲤鱼, sea bass/bass=鲈鱼, tilapia=罗非鱼, eel=鳗鱼/黄鳝, catfish=鲶鱼
fish : halibut/sole fish/flounder/plaice=比目鱼/鲽鱼/龙利鱼, haddock/pollock/hake=黑线鳕/狭鳕, sea bream/snapper=鲷鱼, pomfret=鲳鱼, hairtail/ribbonfish=带鱼, yellow croaker=黄花鱼, swordfish=剑鱼, grass carp=草鱼
fish : fish fillet=鱼片/鱼排, fish roe/roe/caviar=鱼子/鱼子酱, fish ball=鱼丸/鱼蛋, surimi/crab stick=蟹棒/蟹柳
salmon : smoked salmon=烟熏三文鱼
shellfish : shrimp/prawn=虾/虾仁/大虾/明虾, crab=螃蟹/蟹/大闸蟹, lobster/langoustine=龙虾, crayfish/crawfish=小龙虾, oyster=生蚝/牡蛎/蚵仔, clam=蛤蜊/花蛤/蛤, mussel=贻贝/青口/淡菜, scallop=扇贝/瑶柱, abalone=鲍鱼, squid/calamari=鱿鱼
shellfish : octopus=章鱼, cuttlefish=墨鱼/乌贼, sea cucumber=海参, sea urchin=海胆, snail meat/escargot=田螺/螺蛳, razor clam=蛏子, conch=海螺
bread : sandwich/panini/sub=三明治/三文治, burger/hamburger/cheeseburger=汉堡/汉堡包, hot dog/hotdog=热狗, bagel=贝果/百吉饼, croissant=牛角包/可颂, baguette/french bread=法棍/法式面包/长棍面包
bread : bread roll/dinner roll/roll bread=餐包/小面包, toast slice/toast/slice of toast/sliced bread=吐司/吐司片/切片面包/土司, steamed bun/mantou=馒头, stuffed bun/baozi/bao=包子
bread : flatbread/pita/pita bread/naan/chapati=馕/皮塔饼/烙饼/印度飞饼, tortilla/wrap bread=玉米饼/墨西哥薄饼, ciabatta/focaccia/sourdough=佛卡夏/酸面包, breadcrumb/breadcrumbs=面包糠/面包屑, breadstick/grissini=面包棒
bread : crouton=面包丁, brioche=布里欧修, scone=司康, english muffin=英式松饼, pretzel=椒盐卷饼, garlic bread=蒜香面包, fried dough stick/youtiao=油条, sesame flatbread/shaobing=烧饼, scallion pancake=葱油饼
bread : spring pancake=春饼, burrito=卷饼/墨西哥卷饼, taco=塔可, bruschetta=意式烤面包片, steamed roll/flower roll=花卷
cake : pancake/flapjack=煎饼/松饼/薄煎饼, crepe=可丽饼, waffle=华夫饼, cupcake=纸杯蛋糕/杯子蛋糕, muffin=玛芬/马芬, brownie=布朗尼, cheesecake=芝士蛋糕/起司蛋糕, pie/apple pie=馅饼/派/苹果派, egg tart/tart=蛋挞/挞, donut/doughnut=甜甜圈
cake : eclair/cream puff/puff=泡芙, macaron=马卡龙, tiramisu=提拉米苏, swiss roll/roll cake=瑞士卷/蛋糕卷, birthday cake=生日蛋糕, mooncake=月饼, rice cake=年糕/米糕, mochi=麻薯, pastry/danish=酥皮点心/糕点/丹麦酥
cake : pizza=披萨/比萨, quiche=法式咸派, strudel=果馅卷, puff pastry=酥皮, wafer biscuit=威化饼/威化, icing/frosting=糖霜/裱花奶油, sponge cake/chiffon cake=戚风蛋糕/海绵蛋糕, crumble=奶酥
candy : lollipop=棒棒糖, chewing gum/gum/bubble gum=口香糖, marshmallow=棉花糖, toffee/caramel/fudge=太妃糖/焦糖, gummy/gummy bear/jelly bean=软糖/橡皮糖, mint candy/peppermint=薄荷糖
candy : candied fruit/tanghulu=糖葫芦/冰糖葫芦, nougat=牛轧糖, cotton candy/candy floss=棉花糖丝
ice-cream : popsicle/ice lolly/ice pop=冰棍/冰棒/雪条, ice cream cone=蛋筒/甜筒, sorbet=雪葩
rice : brown rice/glutinous rice/sticky rice=糯米/糙米, rice ball/onigiri=饭团, sushi=寿司, fried rice=炒饭, risotto/paella=烩饭/海鲜饭
soup : porridge/congee/gruel=粥/稀饭/白粥, stew/casserole dish food/goulash=炖菜/杂烩, soup stock/broth=高汤/清汤/肉汤
dumpling : wonton=馄饨/云吞/抄手, soup dumpling/xiaolongbao=小笼包/灌汤包, tangyuan/rice dumpling=汤圆/元宵
egg : quail egg=鹌鹑蛋, salted egg=咸蛋/咸鸭蛋, century egg/preserved egg=皮蛋/松花蛋, egg yolk/yolk=蛋黄, egg white=蛋清/蛋白, eggshell/egg shell=蛋壳
noodle : spaghetti=意大利面/意面/意粉, macaroni/penne/fusilli/pasta=通心粉/意大利面食, rice noodle/rice vermicelli/vermicelli=米粉/米线/河粉/粉丝, udon=乌冬面, glass noodle=粉条/冬粉, dried noodle=挂面, lasagna sheet=千层面皮
noodle : gnocchi=意式面疙瘩, ravioli/tortellini=意式饺子, cold noodle/liangpi=凉皮/凉面
cheese : mozzarella=马苏里拉/马苏里拉奶酪, cheddar=切达/切达奶酪, parmesan=帕玛森/帕尔马干酪, cream cheese=奶油奶酪/奶油芝士, cheese slice=芝士片/奶酪片, feta=菲达奶酪, brie/camembert=布里奶酪
butter : margarine=人造黄油/人造奶油
dough : flour/wheat flour=面粉, batter=面糊/蛋糊, yeast=酵母, baking powder/baking soda/bicarbonate=泡打粉/小苏打, starch/cornstarch/cornflour=淀粉/玉米淀粉/生粉, dumpling wrapper/wonton wrapper=饺子皮/馄饨皮
dough : pizza dough=披萨面团, pie crust=派皮
seasoning : salt/sea salt=盐/食盐, sugar/brown sugar/icing sugar=糖/白糖/砂糖/红糖, sugar cube/lump sugar/rock sugar=方糖/冰糖, sweetener=代糖/甜味剂
seasoning : black pepper/pepper powder/white pepper/peppercorn=胡椒/胡椒粉/黑胡椒/白胡椒, sichuan pepper=花椒, star anise=八角/大料, spice/five-spice=香料/五香粉, herb=香草/香草料, soy sauce=酱油/生抽/老抽
seasoning : vinegar/balsamic=醋/米醋/陈醋, wasabi=山葵/青芥末, sauce/gravy=酱汁/酱料/肉汁, hummus=鹰嘴豆泥, msg/stock cube/bouillon cube/bouillon=味精/鸡精/浓汤宝/高汤块, vanilla/vanilla extract=香草精, cooking wine=料酒
seasoning : chili powder/paprika=辣椒粉/红椒粉, curry powder/turmeric=咖喱粉/姜黄, cumin=孜然, cinnamon=肉桂/桂皮, nutmeg=肉豆蔻, clove/cloves=丁香, saffron=藏红花, bay leaf=香叶/月桂叶, sprinkles=彩色糖粒/糖针, cocoa powder=可可粉
sauce : mustard=芥末/芥末酱/黄芥末, ketchup/tomato sauce/tomato ketchup=番茄酱/番茄沙司, mayonnaise/mayo=蛋黄酱/美乃滋, salad dressing/dressing/vinaigrette=沙拉酱/油醋汁
sauce : chili sauce/hot sauce/chili oil/tabasco=辣椒酱/辣酱/辣椒油/红油, oyster sauce=蚝油, fish sauce=鱼露, bean sauce/soybean paste/miso=豆瓣酱/黄酱/味噌, sesame paste/tahini=芝麻酱/麻酱, pesto=青酱
sauce : guacamole=牛油果酱/鳄梨酱, salsa=莎莎酱
herb : basil=罗勒/九层塔, parsley=欧芹/荷兰芹, coriander/cilantro=香菜/芫荽, mint leaf/mint=薄荷/薄荷叶, rosemary=迷迭香, thyme=百里香, oregano=牛至, sage herb/sage=鼠尾草, dill=莳萝, lemongrass=香茅/柠檬草, tarragon=龙蒿
herb : perilla/shiso=紫苏
liquid : beverage/soft drink=饮料/饮品, coffee=咖啡, coffee bean/coffee beans=咖啡豆, coffee grounds/ground coffee/coffee powder=咖啡粉/咖啡渣, coffee capsule/coffee pod=咖啡胶囊
liquid : tea/green tea/black tea/herbal tea=茶/绿茶/红茶/花茶/茶水, matcha=抹茶, cocoa/hot chocolate/hot cocoa=可可/热巧克力, beer/ale/lager=啤酒/生啤/扎啤, wine/red wine/white wine=红酒/葡萄酒/白葡萄酒
liquid : champagne/prosecco/sparkling wine=香槟/起泡酒, whisky/whiskey/bourbon/brandy/cognac=威士忌/白兰地, vodka/gin/rum/tequila=伏特加/金酒/朗姆酒/龙舌兰, sake/baijiu/rice wine=清酒/白酒/米酒/黄酒
liquid : cocktail/mojito/martini=鸡尾酒, cider=苹果酒, soda drink/soda/pop drink/fizzy drink=汽水/苏打水, juice/fruit juice/apple juice=果汁/苹果汁, milkshake=奶昔, energy drink/sports drink=功能饮料/运动饮料
liquid : coconut milk/coconut water=椰奶/椰汁/椰子水, soup=汤/羹, chowder/bisque=浓汤/奶油汤, ice/ice cube=冰块/冰, crushed ice/ice pellets=碎冰, buttermilk=酪乳, foam milk/milk foam=奶泡
liquid : formula milk/breast milk=母乳/配方奶, brine=盐水, eggnog=蛋酒
coffee : americano/black coffee=美式咖啡/黑咖啡, espresso=浓缩咖啡/意式浓缩, latte/cappuccino/flat white/mocha=拿铁/卡布奇诺/摩卡
wine : alcoholic drink/liquor/spirits=烈酒/酒水
tea : milk tea/bubble tea/boba=奶茶/珍珠奶茶, tea bag/teabag=茶包/袋泡茶
soda-drink : cola/coke/pepsi=可乐
juice : lemonade=柠檬水/柠檬汁, orange juice=橙汁/柳橙汁, smoothie=奶昔冰沙/思慕雪/冰沙
milk : soy milk/soya milk=豆浆/豆奶, oat milk/almond milk=燕麦奶/杏仁奶
water : mineral water/bottled water=矿泉水/瓶装水, sparkling water/tonic water/tonic=气泡水/苏打水饮料
oil : olive oil=橄榄油, cooking oil/vegetable oil/sunflower oil=食用油/植物油, sesame oil=香油/芝麻油
`;
