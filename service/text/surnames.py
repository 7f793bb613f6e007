"""Chinese surnames, the titles behind them, and everyday words that only look like names.

`LATIN_NAMES` are surnames in pinyin and common given names: two capital words without one of them
(Local Environment) are taken for a name only where a label says that a name follows.
"""

from __future__ import annotations

SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程"
    "魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛段郝顾"
    "龚邵覃武钱戴严莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟申欧耿关兰焦俞左柳甘祝"
    "包代宁符阮尚舒纪梅童毕凌单季成霍苗裴涂谷曲盛冉翁蓝骆路游靳辛管柴蒙鲍华喻祁房滕屈饶解牟艾"
    "尤时阳阎穆应农司古吉卓车简连缪项麦褚窦娄戚岑党宫景费卜冷晏卫席柏米宗代瞿全桂佟臧闵苟邬边"
    "卞姬师仇隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝封官谈匡鞠惠荆乐冀胥郁南班储芦栾原"
    "奚楚邸劳干牧杭皮元弓强来帅禹计门宣步裘幸满莘闻晋湛伊平花占和水苍诸笪邰狄束谌钮慕逯"
    "郗厉璩濮扈燕娜楼蔺厚暴居粟琚揣沃户兆亓修"
    "殷萧柯詹洪傅廉嵇邴糜宓郜蓟逄郦郤郏庾厍晁訾阚鄢冼仝阙昝荀戎"
)
COMPOUND_SURNAMES = (
    "欧阳", "上官", "司马", "诸葛", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "东方",
    "端木", "司徒", "轩辕", "宇文", "长孙", "独孤", "南宫", "西门", "百里", "呼延", "闻人",
    "澹台", "公冶", "太史", "申屠", "仲孙", "钟离", "鲜于", "赫连", "拓跋", "完颜",
)  # fmt: skip
TITLES = (
    "工(?![作程具单艺时期资业厂地人序号位种])", "总(?![量数共计结体是额部线分行经监工的和结容面价人投耗时金里积产订])",
    "总监", "总经理", "副总", "经理", "主任", "老师", "会计", "主管", "部长", "处长", "科长",
    "院长", "校长", "教授", "博士?(?![弈客])", "医生", "医师", "护士长", "队长", "组长", "局长",
    "师傅", "书记", "同学", "先生", "女士", "助理", "顾问", "店长", "厂长",
)  # fmt: skip
NOT_IN_GIVEN_NAMES = frozenset(
    "的了在于由和与及是为已未不本下上周月日年将会把被其该这那各每此以后前内外对向从到至等个"
    "请需要应并或但若如则就都也还再只有无没给让使我你他她它们号第"
)
WORDS_LIKE_NAMES = frozenset(
    """
    安全 安装 安排 安卓 安静 方案 方法 方向 方式 方面 方便 周报 周会 周期 周边 周围 周末 周转
    周知 周计 周一 周二 周三 周四 周五 周六 周日 时间 时长 时效 时刻 时候 时段 时延 计划 计算
    计费 计量 计入 项目 成功 成果 成本 成员 成立 成为 成熟 成品 成交 常见 任务 任何 任意 任命
    金额 金融 管理 管控 管道 管线 管网 单元 单据 单位 单独 单号 单点 单价 单次 单个 平台 平均
    平稳 平时 平衡 高可 高级 高度 高效 高峰 高危 高低 高于 高频 高优 高温 白名 白天 白皮 白屏
    黄色 黄金 程序 程度 应用 应急 应该 应对 应答 应收 应付 应当 关于 关注 关闭 关键 关联 关系
    关单 明确 明细 明显 明天 明年 明日 解决 解释 解析 解读 解除 解答 连接 连续 连通 连带 严重
    严格 严禁 温度 温湿 路由 路径 路线 路况 席位 包括 包含 包装 包管 文档 文件 文化 文字 文本
    文案 段落 段时 部署 水平 水位 水泵 水电 全部 全面 全量 全员 全局 全程 全年 全体 申请 申报
    申诉 查看 查询 查找 查验 季度 季节 车辆 车间 车型 宣传 宣讲 宣导 房间 房屋 权限 康复 余额
    余量 余下 元数 元素 顾客 黄牌 和谐 纪要 纪律 纪念 麻烦 强化 强制 强调 强度 强烈 江湖 颜色
    左右 左侧 陆续 封装 封闭 封版 封板 储存 储备 储值 松散 富文 焦点 巴士 班次 班组 班车 符合
    符号 司机 印章 白班 索引 能力 贡献 劳动 劳务 通知 通过 边界 边缘 边际 温馨 连锁 容器 容量
    易用 易错 步骤 步伐 满足 满意 满额 满分 广泛 利用 师傅 师资 简单 简化 简称 简历 空间 丰富
    相关 后续 游戏 盖章 公司 武器 莫名 龙头 史上 毛利 毛病 顾问 向导 文员 易于 章节 章程 华为
    华东 华南 华北 华中 代码 代理 代表 代替 代办 宁可 尚未 尚可 舒适 童鞋 成都 成效 成像 游客
    管家 柴油 应有 农业 农村 司法 古籍 吉林 卓越 车道 简要 连同 项下 麦克 费用 费率 冷却 冷链
    冷启 卫生 卫星 席卷 米饭 全新 全国 桂林 边上 边防 师生 商务 商户 商品 商家 商城 商业 商定
    商议 沙盘 沙箱 荣誉 荣获 丛林 明文 池化 查收 查处 查重 麻醉 苑区 迟到 迟滞 官方 官网 谈判
    谈话 匡算 惠民 乐观 南方 南北 原因 原则 原始 原有 原型 原来 原定 原计 原厂 原料 楚河 干部
    干扰 干预 干净 皮肤 元旦 元件 强弱 来源 来自 来电 来访 来料 帅气 计件 计提 计分 门店 门诊
    门禁 门户 门槛 幸好 满载 闻讯 平滑 平面 平行 平米 花费 花名 占比 占用 占位 和平 水费 居民
    居住 沃土 户型 户外 户名 修改 修复 修正 修订 修缮 厚度 楼层 楼宇 楼栋 原版 江苏 江西 石油
    石材 金属 夏季 秦岭 龙芯 雷达 雷同 汤臣 温控 施工 施行 施压 文明 牛奶 安防 齐全 齐套 易耗
    古城 汪洋 范围 范例 范式 钱款 严控 武汉 孔径 毕业 毕竟 凌晨 盛大 翁城 骆驼 路口 游标 华润
    喻为 房租 解耦 解绑 解冻 时序 时限 连线 景区 景点 费时 卜算 柏油 宗旨 全链 全集 边坡 商机
    洪水 洪峰 廉价 廉政 廉洁 殷切 殷实 萧条 萧瑟 傅里 柯达 詹天
    荣昌 明白 官微 鞠躬 乐园 班级 储能 原件 步入
    """.split()  # noqa: SIM905 - a plain list of words is what a person can read
)
LATIN_NAMES = frozenset(
    """
    adam ahmed ai alan albert alex alexander ali alice alison amanda amit amy an andrea andrew
    angela anil anna anne anthony bai bao barbara ben benjamin beth betty bi bian bill bob
    brandon brian bruce cai cao carl carlos carol caroline catherine cen chai chang charles
    charlotte che chen cheng chi chris christian christine christopher chu claire colin cui
    cynthia dai daniel david deborah deepak deng dennis di diana diane ding dmitry donald dong
    donna dorothy dou douglas du duan edward elena elizabeth ellen emily emma eric erik eva evan
    fan fang fatima fei feng frank fred fu gan gao gary ge geng george gloria gong grace graham
    greg gregory gu guan guo han hannah hans hao harold harry hassan he heather helen henry
    hiroshi hong hou hu hua huang huo ian ingrid irene isaac ivan jack jacob jacques james jane
    janet jason jean jeff jeffrey jennifer jeremy jerry jessica ji jia jian jiang jiao jim jin
    jing joan joe john jonathan jordan jose joseph joshua juan judith judy julia julie jun
    justin kang karen kate katherine kathleen ke keith kelly ken kenji kenneth kevin kim klaus
    kong lai lan larry lars laura lauren lawrence lei leng leo li lian liang liao lin linda ling
    lisa liu long lou louis lu lucy luis luke luo lv ma mao margaret maria marie marilyn martha
    martin mary matt matthew megan mei melissa meng mi michael michelle mike min mo mohammed mu
    nancy natalie natasha nathan neha ni nicholas nick nicole nie niu noah olga olivia omar
    oscar ou pamela pan pang patricia patrick paul pei peng peter philip pierre ping pooja priya
    pu qi qian qiao qin qiu qu rachel rahul raj ralph ravi ray raymond rebecca ren richard
    robert robin roger ron ronald rong rose roy ruan russell ruth ryan sam samantha samuel
    sandra sanjay sara sarah scott sean sergey shan shao sharon shen sheng shi shu si simon song
    sophia sophie stefan stephanie stephen steve steven su sun susan sven tan tang tao teresa
    terry theresa thomas tian tim timothy tina tom tong tony tu tyler victoria vikram vincent
    virginia walter wan wang wayne wei wen weng william wu xi xia xiang xiao xie xin xing xiong
    xu xue yan yang yao ye yi yin ying you yu yuan yue yuki zeng zha zhai zhan zhang zhao zheng
    zhong zhou zhu zhuang zoe zou zuo
    """.split()  # noqa: SIM905 - a plain list of words is what a person can read
)
