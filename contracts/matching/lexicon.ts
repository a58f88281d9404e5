/**
 * The words of tasks in English and Chinese: concepts, their synonyms, and what is a kind of what.
 *
 * One line a concept: id, parent id (empty for none), English words, Chinese words, both separated by `|`. English words are
 * base forms; read-task.ts reduces inflections. A word belongs to one concept.
 */

/** What part a concept plays in a sentence. Things become objects or places by where they stand. */
export type ConceptKind = 'verb' | 'thing' | 'constraint';

/** A concept of the lexicon. */
export interface Concept {
  readonly id: string;
  readonly kind: ConceptKind;
  readonly parent: string | null;
}

type Row = readonly [id: string, parent: string, english: string, chinese: string];

const VERBS: readonly Row[] = [
  ['grasp', 'take', 'grasp|grip|grab|clasp', '抓|抓取|抓住|握住|夹|夹取|夹住|抓握'],
  [
    'pick',
    'take',
    'pick|pick up|pickup|take|fetch|retrieve|get|collect|remove|take out',
    '拿|拿起|拾|捡|捡起|取|取出|取下|拾取|拿出|拿取|拣|拣选|端起|取走',
  ],
  ['take', '', 'bring|carry|hold', '带|搬|搬运|拿着|端|运送'],
  ['lift', 'take', 'lift|raise|lift up|hoist', '举|举起|抬|抬起|提|提起|升起'],
  [
    'place',
    'put',
    'place|put|put down|set|set down|lay|deposit|drop|put away|store|return',
    '放|放置|放到|放下|放入|放进|放在|摆|摆放|摆到|置于|放回|投入|丢|扔',
  ],
  ['put', '', 'transfer|move|relocate|shift', '移|移动|转移|挪|移到|搬到'],
  ['stack', 'put', 'stack|pile|pile up', '堆|堆叠|叠放|码放|码垛|垒'],
  ['hang', 'put', 'hang|hang up|hook', '挂|挂起|悬挂|挂到'],
  [
    'sort',
    'put',
    'sort|arrange|organize|organise|tidy|tidy up|classify|clean up|group',
    '分类|分拣|整理|收拾|归类|排列',
  ],
  ['pack', 'put', 'pack|package|load|bag|box up', '装|装箱|打包|包装|装入|装袋'],
  ['unpack', 'take', 'unpack|unload|empty', '拆包|卸|卸货|清空|卸下'],
  ['hand-over', '', 'hand over|handover|hand|give|pass', '递|递给|交给|传递|递交'],
  ['open', 'articulate', 'open|open up|unfasten', '打开|开|拉开|推开|掀开|开启'],
  ['close', 'articulate', 'close|shut', '关|关上|关闭|合上|盖上'],
  ['articulate', '', 'operate|actuate', '操作|操纵'],
  ['pull', 'articulate', 'pull|drag|draw|tug', '拉|拖|拖动|拽|拉动'],
  ['push', '', 'push|slide|nudge|shove', '推|推动|推到|滑动'],
  [
    'press',
    'articulate',
    'press|push button|click|tap|hit|toggle|switch on|switch off|turn on|turn off',
    '按|按下|点击|按压|按动|敲|开启开关|关灯|开灯',
  ],
  ['turn', 'articulate', 'turn|rotate|twist|spin|twirl', '转|转动|旋转|拧|扭|扭动|拧动'],
  ['screw', 'insert', 'screw|unscrew|tighten|loosen|bolt|fasten', '拧紧|拧开|拧松|拧螺丝|上螺丝|旋紧'],
  ['insert', '', 'insert|plug|plug in|thread|fit|slot|dock|mate', '插|插入|插进|插上|穿|穿入|插拔|嵌入'],
  ['unplug', 'insert', 'unplug|extract|pull out', '拔|拔出|拔下|拔掉'],
  ['assemble', 'insert', 'assemble|build|install|mount|attach|join', '组装|装配|安装|拼装|搭建|安上'],
  ['disassemble', 'insert', 'disassemble|dismantle|detach|take apart', '拆|拆卸|拆解|拆下'],
  ['pour', '', 'pour|decant|fill|dispense|tip', '倒|倒入|倒水|倾倒|灌|斟|注入'],
  ['scoop', 'pour', 'scoop|ladle|spoon|shovel', '舀|铲|盛|挖'],
  ['stir', '', 'stir|mix|whisk|blend', '搅|搅拌|混合|翻炒|炒'],
  ['cut', '', 'cut|slice|chop|dice|saw|trim', '切|剪|切割|裁|切开|切片|剁'],
  ['peel', 'cut', 'peel|skin', '剥|削|去皮|剥皮'],
  [
    'wipe',
    '',
    'wipe|clean|scrub|wash|sweep|mop|dust|polish|rinse',
    '擦|擦拭|清洁|清洗|洗|扫|拖地|打扫|抹|刷',
  ],
  ['fold', '', 'fold|unfold|crease', '折|折叠|叠|展开|叠好'],
  ['draw-line', '', 'write|paint|sketch|mark', '写|画|书写|绘制|涂'],
  ['wear', '', 'wear|dress|don|put on', '穿上|戴|穿戴|戴上'],
  ['flip', 'turn', 'flip|flip over|invert|overturn|turn over', '翻|翻转|翻面|翻动|倒置'],
  [
    'in-hand',
    'turn',
    'reorient|regrasp|manipulate in hand|rotate in hand',
    '手内旋转|手内操作|转笔|手内转动',
  ],
  ['shake', '', 'shake|wave|swing', '摇|摇晃|晃动|挥|挥手'],
  ['throw', '', 'throw|toss|fling', '抛|投掷|扔出'],
  ['catch', '', 'catch', '接住|接'],
  ['tie', '', 'tie|knot|untie|lace', '系|打结|绑|捆|解开'],
  ['squeeze', '', 'squeeze|pinch|compress', '捏|挤|挤压|捏住'],
  ['point', '', 'point|reach|touch', '指|够|触碰|触摸|伸手'],
  ['walk', 'locomote', 'walk|step|go|navigate|drive|approach', '走|行走|步行|前进|导航|走到'],
  [
    'locomote',
    '',
    'run|jump|climb|crawl|stand|stand up|squat|balance',
    '跑|跑步|跳|跳跃|爬|爬楼|站|站立|蹲|平衡',
  ],
  ['inspect', '', 'inspect|check|scan|measure|look', '检查|检测|扫描|测量|查看'],
  ['cook', '', 'cook|fry|boil|bake|heat', '煮|煎|烹饪|做饭|加热|烤'],
];

const THINGS: readonly Row[] = [
  ['container', '', 'container|vessel', '容器'],
  ['tableware', '', 'tableware|dish|crockery|dishware', '餐具|碗碟'],
  [
    'cup',
    'tableware',
    'cup|mug|teacup|coffee cup|coffee mug|tumbler|paper cup',
    '杯|杯子|茶杯|水杯|咖啡杯|马克杯|纸杯',
  ],
  ['glass', 'tableware', 'glass|wine glass|goblet', '玻璃杯|酒杯|高脚杯'],
  ['bowl', 'tableware', 'bowl', '碗'],
  ['plate', 'tableware', 'plate|saucer', '盘|盘子|碟|碟子|餐盘'],
  ['utensil', 'tableware', 'utensil|cutlery|chopstick|silverware', '筷子|刀叉|餐叉勺'],
  ['spoon', 'utensil', 'teaspoon|tablespoon', '勺|勺子|汤匙|调羹'],
  ['fork', 'utensil', 'fork', '叉|叉子'],
  ['knife', 'utensil', 'knife|blade|cutter', '刀|刀子|小刀|菜刀'],
  ['bottle', 'container', 'bottle|flask|water bottle|thermos', '瓶|瓶子|水瓶|药瓶|保温杯'],
  ['can', 'container', 'can|tin|soda can|coke can|cola|coke', '罐|罐子|易拉罐|可乐|可乐罐'],
  ['jar', 'container', 'jar|pot lid jar', '广口瓶|坛子'],
  ['box', 'container', 'box|carton|crate|parcel|cardboard box', '盒|盒子|箱|箱子|纸箱|包裹|快递|纸盒'],
  ['basket', 'container', 'basket|hamper', '篮|篮子|筐|筐子'],
  [
    'bin',
    'container',
    'bin|trash|trash can|garbage|rubbish|waste bin|trash bin|dustbin|tote',
    '垃圾桶|桶|料箱|周转箱|垃圾',
  ],
  ['bag', 'container', 'bag|pouch|sack|plastic bag', '袋|袋子|塑料袋|包|背包'],
  ['tray', 'container', 'tray', '托盘|料盘'],
  ['kettle', 'cookware', 'kettle|teapot', '水壶|茶壶|壶'],
  ['cookware', '', 'cookware', '厨具|炊具'],
  ['pot', 'cookware', 'pot|saucepan', '锅|汤锅'],
  ['pan', 'cookware', 'pan|skillet|frying pan', '平底锅|煎锅|炒锅'],
  ['lid', '', 'lid|cap|cover|bottle cap', '盖|盖子|瓶盖'],
  ['fruit', 'food', 'fruit', '水果'],
  ['apple', 'fruit', 'apple', '苹果'],
  ['banana', 'fruit', 'banana', '香蕉'],
  ['orange', 'fruit', 'orange fruit|tangerine|lemon', '橙子|橘子|柠檬'],
  ['strawberry', 'fruit', 'strawberry|grape|berry', '草莓|葡萄'],
  ['peach', 'fruit', 'peach|pear|mango', '桃子|梨|芒果'],
  ['vegetable', 'food', 'vegetable|pepper|onion', '蔬菜|青椒|辣椒|洋葱'],
  ['carrot', 'vegetable', 'carrot', '胡萝卜'],
  ['tomato', 'vegetable', 'tomato', '番茄|西红柿'],
  ['potato', 'vegetable', 'potato', '土豆'],
  ['cucumber', 'vegetable', 'cucumber|eggplant|corn', '黄瓜|茄子|玉米'],
  ['food', '', 'food|snack|meal|meat', '食物|食品|零食|肉'],
  ['bread', 'food', 'bread|toast|sandwich|bun|cake', '面包|吐司|三明治|蛋糕'],
  ['egg', 'food', 'egg', '鸡蛋|蛋'],
  ['noodle', 'food', 'noodle|rice|pasta', '面条|米饭|米'],
  [
    'liquid',
    '',
    'liquid|water|milk|juice|tea|coffee|oil|drink|beverage',
    '液体|水|牛奶|果汁|茶|咖啡|油|饮料',
  ],
  ['cloth', 'textile', 'cloth|rag|fabric|napkin|tissue', '布|抹布|纸巾|餐巾'],
  ['towel', 'textile', 'towel', '毛巾|浴巾'],
  ['textile', '', 'textile|laundry|blanket|sheet|pillow|curtain', '织物|被子|床单|枕头|窗帘|毯子'],
  [
    'garment',
    'textile',
    'garment|clothes|clothing|shirt|tshirt|t-shirt|pant|trousers|jacket|coat|dress shirt|shorts',
    '衣服|衣物|衬衫|裤子|外套|短袖|上衣|T恤|t恤',
  ],
  ['sock', 'garment', 'sock|glove|hat', '袜子|手套|帽子'],
  ['shoe', 'garment', 'shoe|slipper|boot', '鞋|鞋子|拖鞋'],
  ['sponge', 'cleaning-tool', 'sponge|brush', '海绵|刷子'],
  ['cleaning-tool', '', 'broom|duster|mop head|vacuum', '扫帚|拖把|鸡毛掸'],
  ['block', 'toy', 'block|cube|brick|lego|cuboid|rod', '积木|方块|木块|立方体|砖|乐高'],
  ['ball', 'toy', 'ball|tennis ball|sphere', '球|小球|网球'],
  ['toy', '', 'toy|doll|plush|tiger|teddy|puzzle|ring', '玩具|玩偶|毛绒|拼图|圆环|娃娃'],
  ['book', 'stationery', 'book|magazine|notebook', '书|书本|杂志|笔记本|本子'],
  ['paper', 'stationery', 'paper|envelope|letter|card|document', '纸|信封|卡片|文件'],
  ['pen', 'stationery', 'pen|pencil|marker|crayon', '笔|铅笔|钢笔|马克笔'],
  [
    'stationery',
    '',
    'stationery|eraser|tape|stapler|ruler|scissors|scissor',
    '文具|橡皮|胶带|订书机|尺子|剪刀',
  ],
  ['tool', '', 'tool|wrench|pliers|hammer|drill', '工具|扳手|钳子|锤子|电钻'],
  ['screwdriver', 'tool', 'screwdriver', '螺丝刀'],
  ['screw-part', 'part', 'screws|nut|washer|screw bolt', '螺丝|螺母|螺栓|垫圈'],
  ['gear', 'part', 'gear|bearing|shaft', '齿轮|轴承|轴'],
  ['part', '', 'part|component|workpiece|piece|casing', '零件|部件|工件|物料|配件|外壳'],
  ['peg-part', 'part', 'peg|pin|dowel', '销|销钉|销子|轴销|插销'],
  ['hole', '', 'hole|slot hole', '孔|洞|槽'],
  [
    'connector',
    'part',
    'connector|charger|usb|cable|wire|cord|rope|ethernet|hdmi',
    '连接器|插头|充电器|线缆|电缆|电线|绳子|网线|线',
  ],
  ['socket', '', 'socket|outlet|port|power strip', '插座|接口|端口|插孔|插排'],
  ['board', 'part', 'circuit board|pcb|chip|gpu|cpu', '电路板|主板|芯片|内存条'],
  ['battery', 'part', 'battery', '电池'],
  ['phone', 'device', 'phone|smartphone|cellphone|tablet', '手机|平板'],
  [
    'device',
    '',
    'device|machine|computer|laptop|keyboard|mouse|monitor|printer|remote|camera',
    '设备|机器|电脑|键盘|鼠标|显示器|打印机|遥控器|相机',
  ],
  ['key', '', 'key|lock|padlock', '钥匙|锁'],
  ['door', 'furniture-part', 'door|gate', '门'],
  ['drawer', 'furniture-part', 'drawer', '抽屉'],
  ['furniture-part', '', 'handle|doorknob|knob|hinge', '把手|门把手|旋钮'],
  ['window', 'furniture-part', 'window', '窗|窗户'],
  ['valve', '', 'valve|faucet|tap water|lever', '阀门|水龙头|拉杆'],
  ['button', '', 'button|switch', '按钮|开关|按键'],
  ['shelf', 'furniture', 'shelf|shelves|rack|bookshelf|shelving', '架|架子|货架|书架|搁板|层架'],
  [
    'table',
    'furniture',
    'table|desk|tabletop|counter|countertop|workbench|bench',
    '桌|桌子|桌面|台面|书桌|餐桌|工作台|茶几',
  ],
  ['cabinet', 'furniture', 'cabinet|cupboard|closet|wardrobe|locker', '柜|柜子|橱柜|衣柜'],
  ['chair', 'furniture', 'chair|stool|sofa|couch', '椅|椅子|凳子|沙发'],
  ['bed', 'furniture', 'bed|crib', '床'],
  ['furniture', '', 'furniture', '家具'],
  ['sink', 'fixture', 'sink|washbasin|basin', '水槽|洗手池|洗碗池|水池'],
  ['fixture', '', 'toilet|bathtub|shower', '马桶|浴缸|淋浴'],
  ['stove', 'appliance', 'stove|burner|cooktop', '灶|炉灶|灶台|炉子'],
  ['fridge', 'appliance', 'fridge|refrigerator|freezer', '冰箱'],
  ['microwave', 'appliance', 'microwave|oven|toaster|air fryer', '微波炉|烤箱|烤面包机|空气炸锅'],
  ['washer-appliance', 'appliance', 'washing machine|dishwasher|dryer', '洗衣机|洗碗机|烘干机'],
  ['appliance', '', 'appliance|lamp|light|fan|blender', '家电|电器|灯|风扇|搅拌机'],
  ['conveyor', 'industrial', 'conveyor|conveyor belt|belt|assembly line', '传送带|流水线|输送带'],
  ['pallet', 'industrial', 'pallet|trolley|cart', '栈板|推车|小车'],
  ['industrial', '', 'station|fixture jig|jig', '工位|夹具|治具'],
  ['floor', 'surface', 'floor|ground|carpet', '地面|地板|地上|地毯'],
  ['surface', '', 'surface|mat|board surface|cutting board', '表面|垫子|案板|砧板'],
  ['wall', 'surface', 'wall|whiteboard|blackboard', '墙|墙壁|白板|黑板'],
  ['stairs', '', 'stair|stairs|step stairs|slope|ramp', '楼梯|台阶|坡'],
  ['plant', '', 'plant|flower|vase', '植物|花|花瓶'],
  ['kitchen', 'room', 'kitchen', '厨房'],
  ['room', '', 'room|bedroom|bathroom|living room|office', '房间|卧室|浴室|客厅|办公室'],
  ['medicine', '', 'medicine|pill|syringe|test tube|vial|pipette', '药|药片|注射器|试管|移液器'],
  ['person', '', 'person|human|user|people|hand of person', '人|用户|人手|顾客'],
];

const CONSTRAINTS: readonly Row[] = [
  ['gentle', '', 'gently|gentle|carefully|careful|slowly|soft', '轻|轻轻|小心|小心地|慢慢|缓慢'],
  ['fast', '', 'fast|quickly|quick', '快|快速|迅速'],
  ['precise', '', 'precisely|precise|accurately|exactly|aligned', '精确|精准|准确|对准|对齐'],
  ['upright', '', 'upright|vertical|vertically|level|without spilling', '竖直|直立|不洒|平稳|水平'],
  ['two-hands', '', 'both hands|two hands|bimanual|bimanually|with two arms|both arms', '双手|双臂|两只手'],
  ['left-side', '', 'left|left hand|left arm', '左|左手|左边|左臂'],
  ['right-side', '', 'right|right hand|right arm', '右|右手|右边|右臂'],
  ['heavy', '', 'heavy', '重|沉重'],
  ['fragile', '', 'fragile|delicate', '易碎|脆弱'],
  ['transparent', '', 'transparent|clear', '透明'],
  ['high', '', 'high|top|upper|overhead', '高|高处|上层|顶层|头顶'],
  ['low', '', 'low|bottom|lower', '低|低处|下层|底层'],
  ['all', '', 'all|every|everything', '所有|全部|一切'],
];

/** Concepts by id. */
export const CONCEPTS: ReadonlyMap<string, Concept> = new Map([
  ...conceptsOf(VERBS, 'verb'),
  ...conceptsOf(THINGS, 'thing'),
  ...conceptsOf(CONSTRAINTS, 'constraint'),
]);

/** Concept ids by English word or phrase, lower case. */
export const ENGLISH: ReadonlyMap<string, string> = wordsOf(2);

/** Concept ids by Chinese word. */
export const CHINESE: ReadonlyMap<string, string> = wordsOf(3);

/** Most words in one English phrase of the lexicon. */
export const MAX_PHRASE_WORDS = Math.max(...[...ENGLISH.keys()].map((phrase) => phrase.split(' ').length));

/** Most characters in one Chinese word of the lexicon. */
export const MAX_CHINESE_WORD = Math.max(...[...CHINESE.keys()].map((word) => word.length));

function conceptsOf(rows: readonly Row[], kind: ConceptKind): [string, Concept][] {
  return rows.map(([id, parent]) => [id, { id, kind, parent: parent === '' ? null : parent }]);
}

/** The first concept that lists a word keeps it. */
function wordsOf(column: 2 | 3): Map<string, string> {
  const words = new Map<string, string>();
  for (const row of [...VERBS, ...THINGS, ...CONSTRAINTS]) {
    for (const word of row[column].split('|')) if (!words.has(word)) words.set(word, row[0]);
  }
  return words;
}

/** The concept and everything it is a kind of, nearest first. */
export function lineage(id: string): string[] {
  const line: string[] = [];
  for (let at: string | null = id; at !== null && line.length < 8; at = CONCEPTS.get(at)?.parent ?? null)
    line.push(at);
  return line;
}
