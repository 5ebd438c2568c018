/** Welding: 24 workers. The first holds the participant’s demo login. */
export const WELDERS = [
  '张喆',
  '王犇',
  '李堃',
  '欧阳建国',
  '买买提·吐尔逊',
  '陈䶮',
  '刘㛃',
  '赵𬀩',
  '黄志强',
  '周晓燕',
  '吴国栋',
  '徐丽华',
  '孙文博',
  '马长山',
  '朱晨曦',
  '胡海涛',
  '郭玉梅',
  '古丽娜尔·艾合买提',
  '高翔宇',
  '罗永康',
  '梁思齐',
  '宋铁军',
  '扎西顿珠',
  '韩雪松',
] as const;

/** CNC milling: 24 workers. */
export const MILLERS = [
  '冯立群',
  '董玉洁',
  '萧子谦',
  '程方舟',
  '曹瑞雪',
  '袁锐锋',
  '邓紫妍',
  '许佳木',
  '傅明远',
  '沈奕辰',
  '曾广贤',
  '彭小满',
  '吕望舒',
  '苏芮霖',
  '卢俊峰',
  '蒋春和',
  '蔡冬青',
  '贾一鸣',
  '丁怀瑾',
  '魏来',
  '薛凤英',
  '叶知秋',
  '阎守信',
  '余家栋',
] as const;

export type Team = { readonly name: string; readonly members: readonly [string, string] };

/** Industrial robots: 12 teams of two. */
export const ROBOT_TEAMS: readonly Team[] = [
  { name: '江钢智造一队', members: ['潘振华', '杜鹃'] },
  { name: '临船先锋队', members: ['戴宗禹', '夏至'] },
  { name: '地铁匠心队', members: ['钟灵', '汪洋'] },
  { name: '云水电联队', members: ['田园', '任重远'] },
  { name: '云精一队', members: ['姜尚武', '范静怡'] },
  { name: '机车动力队', members: ['方晓东', '石磊'] },
  { name: '滨港领航队', members: ['姚望', '谭嗣宁'] },
  { name: '新能源追风队', members: ['廖凡星', '邹牧云'] },
  { name: '石化精益队', members: ['熊大林', '金玉成'] },
  { name: '江钢智造二队', members: ['陆远航', '郝建设'] },
  { name: '云精二队', members: ['孔令飞', '白露'] },
  { name: '滨港二队', members: ['崔健行', '康乐'] },
];

/** Five on the welding panel, three on the milling panel; the sixth holds the judge’s demo login. */
export const JUDGES = ['龚自强', '邵逸之', '毛振宇', '钱学礼', '秦淑贞', '何秀英', '顾明哲', '侯天佑'] as const;
