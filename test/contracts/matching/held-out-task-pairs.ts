import type { TaskLabel, TaskPair } from '#test/contracts/matching/task-pairs.ts';

/**
 * Pairs of instructions written before the lexicon of `contracts/matching` was looked at, and held out from its making: nothing
 * there is chosen by them. Five of each label for each kind of work.
 */
const BY_LABEL: readonly (readonly [
  label: TaskLabel,
  pairs: readonly (readonly [wanted: string, offered: string])[],
])[] = [
  // Household
  [
    'same',
    [
      ['fold the bath towel in half', '把浴巾对折'],
      ['close the bedroom curtains', '拉上卧室的窗帘'],
      ['Water the potted plant', 'give the houseplant some water'],
      ['把地上的玩具收进箱子里', 'Pick up the toys from the floor and put them in the bin'],
      ['the lamp should be switched off', '关掉台灯'],
    ],
  ],
  [
    'related',
    [
      ['make the bed', 'change the pillowcase'],
      ['open the wardrobe door', 'close the wardrobe door'],
      ['water the flowers', 'arrange flowers in a vase'],
      ['擦窗户', 'wipe the mirror clean'],
      ['fold the blanket', '折叠毛巾'],
    ],
  ],
  [
    'other',
    [
      ['turn off the bedside lamp', 'stack three plates'],
      ['拉开窗帘', 'screw the bolt into the flange'],
      ['take out the trash', 'plug the USB cable into the laptop'],
      ['把鞋子放到鞋架上', 'pour the solution into the beaker'],
      ['vacuum the living room carpet', '给顾客递收据'],
    ],
  ],
  // Kitchen
  [
    'same',
    [
      ['pour a glass of orange juice', '倒一杯橙汁'],
      ['crack an egg into the bowl', '把鸡蛋打进碗里'],
      ['Load the dirty dishes into the dishwasher', 'put dirty plates in the dish washer'],
      ['slice the cucumber', '将黄瓜切片'],
      ['stir the soup with a ladle', 'the soup is being stirred'],
    ],
  ],
  [
    'related',
    [
      ['slice a tomato', '把土豆切成丁'],
      ['pour coffee into a mug', 'pick up the mug'],
      ['把锅放到炉子上', 'take the pan off the stove'],
      ['open the microwave', '打开冰箱门'],
      ['peel the carrot', 'chop the carrot'],
    ],
  ],
  [
    'other',
    [
      ['flip the pancake', 'close the window'],
      ['切洋葱', 'hang the jacket on the hook'],
      ['把盘子放进洗碗机', 'tighten the screw with a screwdriver'],
      ['whisk the eggs', 'sort the parcels by size'],
      ['fill the kettle with water', '折叠衬衫'],
    ],
  ],
  // Warehouse
  [
    'same',
    [
      ['depalletize cardboard boxes onto the conveyor', '把纸箱从托盘卸到传送带上'],
      ['scan the barcode on the package', '扫描包裹上的条形码'],
      [
        'Pick the item from the tote and place it in the carton',
        'items are picked from a bin and packed into a box',
      ],
      ['seal the carton with tape', '用胶带封箱'],
      ['把货箱码放到托盘上', 'palletise crates'],
    ],
  ],
  [
    'related',
    [
      ['pick a parcel from the bin', 'pick a bottle from the bin'],
      ['load boxes into the truck', '卸下卡车上的箱子'],
      ['put the tote on the shelf', 'scan the shelf labels'],
      ['tape the box shut', 'open the box with a cutter'],
      ['sort packages by destination', '把包裹放到传送带上'],
    ],
  ],
  [
    'other',
    [
      ['apply the shipping label to the parcel', 'stir the pot'],
      ['搬运纸箱', 'turn the doorknob'],
      ['unload the pallet', 'rotate the cube in hand'],
      ['count the items in the bin', 'fold trousers'],
      ['push the trolley to the dock', '用移液器吸取样品'],
    ],
  ],
  // Assembly
  [
    'same',
    [
      ['insert the peg into the hole', '把销钉插入孔中'],
      ['tighten the screw', '拧紧螺丝'],
      ['mount the gear on the shaft', 'the gear is fitted onto the shaft'],
      ['Plug the ethernet cable into the socket', '把网线插到插座里'],
      ['install the RAM module in the motherboard slot', 'insert a memory stick into the motherboard'],
    ],
  ],
  [
    'related',
    [
      ['insert the peg into the hole', '把U盘插进电脑的USB口'],
      ['tighten the bolt', 'loosen the bolt'],
      ['安装齿轮', 'lubricate the gear'],
      ['solder the wire to the board', 'strip the wire'],
      ['screw the lid onto the housing', '用螺丝刀拧螺丝'],
    ],
  ],
  [
    'other',
    [
      ['press-fit the bearing', 'wash the dishes'],
      ['snap the connector into place', 'feed the cat'],
      ['把螺母拧到螺栓上', 'drape the tablecloth'],
      ['glue the panel to the frame', '倒牛奶'],
      ['align the bracket with the holes', 'scoop rice into a bowl'],
    ],
  ],
  // Laboratory
  [
    'same',
    [
      ['pipette 100 microliters of buffer into the well plate', '用移液枪将缓冲液加到孔板中'],
      ['Place the tube in the centrifuge', '把试管放入离心机'],
      ['uncap the vial', 'remove the cap from the vial'],
      ['shake the flask gently', '轻轻摇晃烧瓶'],
      ['weigh the powder on the balance', '用天平称量粉末'],
    ],
  ],
  [
    'related',
    [
      ['cap the vial', 'unscrew the vial cap'],
      ['把培养皿放进培养箱', 'take the petri dish out of the incubator'],
      ['pour the liquid into the beaker', '将溶液倒入量筒'],
      ['insert the test tube into the rack', 'shake the test tube'],
      ['open the centrifuge lid', 'load samples into the centrifuge'],
    ],
  ],
  [
    'other',
    [
      ['streak the agar plate', 'drive the forklift'],
      ['label the sample tubes', 'kick the ball'],
      ['滴加试剂', 'hammer a nail into the wood'],
      ['wipe down the fume hood', 'grasp the door handle'],
      ['pipette the sample', '把衣服挂起来'],
    ],
  ],
  // Retail
  [
    'same',
    [
      ['restock the shelf with soda cans', '把汽水罐补到货架上'],
      ['Put the apple into the shopping bag', 'apples are bagged'],
      ['take a bottle of water from the fridge shelf', '从冰箱架上拿一瓶水'],
      ['hang the shirt on the rack', '把衬衫挂到衣架上'],
      ['scan the product at the checkout', '在收银台扫描商品'],
    ],
  ],
  [
    'related',
    [
      ['place snack bags on the shelf', '从货架上取下零食'],
      ['put the milk carton in the basket', '把面包放进篮子里'],
      ['restock bottles', 'face the bottles on the shelf'],
      ['fold the T-shirt on the display table', 'hang the T-shirt'],
      ['hand the receipt to the customer', '把购物袋递给顾客'],
    ],
  ],
  [
    'other',
    [
      ['weigh the bananas', 'plug in the charger'],
      ['摆放货架上的饮料', 'peel a potato'],
      ['attach the price tag', 'open the drawer'],
      ['push the shopping cart', 'thread the needle'],
      ['wrap the gift', '拧紧阀门'],
    ],
  ],
  // Garments
  [
    'same',
    [
      ['fold the t-shirt', '叠T恤'],
      ['hang up the coat', '挂外套'],
      ['iron the shirt', '熨烫衬衫'],
      ['Unfold the crumpled cloth and flatten it', 'smooth out the wrinkled fabric'],
      ['zip up the jacket', '拉上夹克的拉链'],
    ],
  ],
  [
    'related',
    [
      ['fold the trousers', '折叠毛衣'],
      ['button the shirt', 'iron the shirt'],
      ['sew the fabric', 'cut the fabric'],
      ['put socks in the drawer', '把袜子配对'],
      ['turn the shirt inside out', '叠衬衫'],
    ],
  ],
  [
    'other',
    [
      ['fold the jeans', 'drill a hole'],
      ['挂裙子', 'pour tea'],
      ['pair the socks', 'unload the truck'],
      ['unbutton the blouse', 'push the button of the elevator'],
      ['lay the cloth flat', '把螺丝拧进木板'],
    ],
  ],
  // Two arms
  [
    'same',
    [
      ['unscrew the bottle cap with both hands', '双手拧开瓶盖'],
      ['lift the large box with two arms', '用双臂抬起大箱子'],
      ['Hand over the block from the left hand to the right hand', '把积木从左手递到右手'],
      ['tie the shoelaces', '系鞋带'],
      ['tear off a sheet of paper towel', '撕下一张厨房纸'],
    ],
  ],
  [
    'related',
    [
      ['open the jar with both hands', 'shut the jar'],
      ['carry the tray with both hands', '双手搬桌子'],
      ['transfer the cube between arms', 'pick up the cube'],
      ['wring out the wet cloth', '叠毛巾'],
      ['put the pen in its cap', '用笔写字'],
    ],
  ],
  [
    'other',
    [
      ['stretch the rubber band', 'boil water'],
      ['unroll the cable', 'press the doorbell'],
      ['双手抬起锅', 'swipe the card'],
      ['tie a knot in the rope', 'stock the vending machine'],
      ['put the lid on the pot', 'walk to the charging station'],
    ],
  ],
  // Locomotion with manipulation
  [
    'same',
    [
      ['walk to the table and pick up the cup', '走到桌子旁边拿起杯子'],
      ['open the door and go through it', '推开门并走过去'],
      ['Climb the stairs', 'walk up the staircase'],
      ['carry the box to the other room', '把箱子搬到另一个房间'],
      ['follow the person', '跟着人走'],
    ],
  ],
  [
    'related',
    [
      ['walk to the kitchen and fetch a drink', '从冰箱里拿饮料'],
      ['climb up the ladder', '爬楼梯'],
      ['push the cart down the corridor', '拉着推车走'],
      ['squat down and lift the crate', 'put the crate on the ground'],
      ['kick the football', 'throw the ball'],
    ],
  ],
  [
    'other',
    [
      ['walk over rough terrain', 'frost the cake'],
      ['爬楼梯', 'fold the napkin'],
      ['navigate to the elevator', 'knead the dough'],
      ['push the wheelchair', '把芯片插到测试座上'],
      ['jump over the obstacle', 'zip the bag'],
    ],
  ],
  // In the hand
  [
    'same',
    [
      ['rotate the cube in the hand', '在手中旋转方块'],
      ['spin the pen between the fingers', '用手指转笔'],
      ['reorient the ball in hand', 'the ball is reoriented within the palm'],
      ['Roll two Baoding balls in the palm', '在手掌里转动两个健身球'],
      ['turn the key in the lock', '转动锁里的钥匙'],
    ],
  ],
  [
    'related',
    [
      ['rotate the cube in hand', 'grasp the cube'],
      ['in-hand rotation of a screwdriver', 'use the screwdriver to drive a screw'],
      ['flip the coin with the fingers', 'put the coin into the slot'],
      ['用手指拧灯泡', 'take the light bulb out of the box'],
      ['squeeze the sponge', '用海绵擦盘子'],
    ],
  ],
  [
    'other',
    [
      ['spin the pen', 'carry the mattress'],
      ['手内转动方块', 'open the oven'],
      ['pinch the tweezers', 'sweep the floor'],
      ["solve the rubik's cube", 'pour cereal'],
      ['click the mouse', '把箱子搬上楼'],
    ],
  ],
];

/** Every held-out pair: what was asked for, the instruction of a recording, and what a person says they have in common. */
export const HELD_OUT_TASK_PAIRS: readonly TaskPair[] = BY_LABEL.flatMap(([label, pairs]) =>
  pairs.map(([wanted, offered]): TaskPair => [wanted, offered, label]),
);
