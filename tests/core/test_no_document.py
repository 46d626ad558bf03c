"""Pages that are no document are held with the reason; papers that resemble them are not."""

import pytest

from docpipe import digest
from docpipe.document import Document
from docpipe.profile_file import load_profile

NAV = (
    "<div class='nav'><ul>"
    + "".join(
        f"<li><a href='/{n}'>{n}</a></li>" for n in ("首页", "机构概况", "政务公开", "办事服务", "互动交流", "专题专栏")
    )
    + "</ul></div>"
)
FOOT = "<div class='footer'><p>版权所有：明水市人民政府</p><p>主办：明水市人民政府办公室 网站标识码：0000000000</p><p>明公网安备 00000000000000号</p></div>"


def page(body: str, title: str = "明水市人民政府") -> str:
    return f"<html><head><meta charset='utf-8'><title>{title}</title></head><body>{NAV}{body}{FOOT}</body></html>"


def read(text: str, name: str = "page.html", profile: str = "default") -> Document:
    return digest(text.encode(), name, profile=profile)


def reasons(document: Document) -> list[str]:
    return [problem.code for problem in document.problems if problem.severity == "error"]


TITLES = [
    f"关于{word}的通知"
    for word in (
        "水渠冬季检修",
        "堤坝夜间值守",
        "灌溉用水计量",
        "闸门启闭登记",
        "渠道清淤验收",
        "水文站点迁移",
        "泵站电价核定",
    )
]
LIST = (
    "<h2>通知公告</h2><ul class='list'>"
    + "".join(
        f"<li><a href='/t{n}.html'>{title}</a><span>2020-0{n}-1{n}</span></li>" for n, title in enumerate(TITLES, 1)
    )
    + "</ul><div class='page'>共35条记录 首页 上一页 1 2 3 下一页 尾页</div>"
)
RESULTS = "<h2>搜索结果</h2><p>共找到 123 条结果</p>" + "".join(
    f"<div><a href='/t{n}.html'>{title}</a><p>各县区水务局：为做好今年的工作，保证渠道冬季安全运行，现将有关事项通知如下，请结合各地实际认真贯彻落实……</p></div>"
    for n, title in enumerate(TITLES, 1)
)
STORY = "水渠全长四十余公里，惠及沿线十二个村庄。项目今年三月开工，全部采用本地石料砌筑，既节约了运费，也便于日后维修养护。村民们普遍反映，用水比往年方便了许多。"

NO_DOCUMENTS = {
    "403": ("<html><head><title>403 Forbidden</title></head><body><center><h1>403 Forbidden</h1></center><hr><center>nginx</center></body></html>", "error_page"),
    "404 inside the site's frame": (page("<div class='box'><h1>404</h1><p>抱歉，您访问的页面不存在或已删除！</p><a href='/'>返回首页</a></div>", "404错误"), "error_page"),
    "captcha": (page("<div><p>为了您的访问安全，请输入验证码后继续访问</p><input><button>提交</button></div>", "安全验证"), "error_page"),
    "firewall": ("<html><head><title>Attention Required! | Cloudflare</title></head><body><h1>Sorry, you have been blocked</h1><p>You are unable to access this site.</p></body></html>", "error_page"),
    "template nobody filled in": (page("<div v-for='x in list'><h3>{{x.title}}</h3><span>{{x.orgName}}</span><span>{{x.pubDate}}</span><p>{{x.content}}</p></div>"), "unfilled_template"),
    "list of notices": (page(LIST, "通知公告-明水市人民政府"), "list_page"),
    "search results": (page(RESULTS, "搜索结果"), "list_page"),
    "news": (page(f"<div class='crumb'>当前位置：首页 &gt; 新闻中心 &gt; 明水要闻</div><h1>明水市召开水渠工作会议</h1><p class='info'>来源：明水日报 作者：甲乙</p><p>5月3日上午，明水市召开水渠工作会议。</p><p>{STORY}</p>", "明水市召开水渠工作会议_明水要闻"), "reads_as_news"),
    "opening of an exhibition": (page(f"<h1>我校成功举办水利知识竞赛！</h1><p>本网讯（通讯员 甲乙）</p><p>{STORY}</p><p>图为竞赛现场。（甲乙 摄）</p>"), "reads_as_news"),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_DOCUMENTS)
def test_pages_that_are_no_document_are_held_with_the_reason(name: str) -> None:
    markup, code = NO_DOCUMENTS[name]
    found = read(markup)
    assert found.status == "held"
    assert code in reasons(found)
    assert found.blocks


@pytest.mark.parametrize("markup", [
    page("<div id='app'></div>"),
    page("<div id='app'><p>正在加载</p></div>"),
    page("<div id='app'>Loading...</div><noscript>You need to enable JavaScript to run this app.</noscript>"),
    page("<div class='content'></div>", "水渠管理"),
])  # fmt: skip
def test_an_empty_shell_is_held(markup: str) -> None:
    found = read(markup)
    assert found.status == "held", found.body


TEXT_NEWS = {
    "dateline": f"新华社明水3月4日电（记者 甲乙）4日召开的会议提出着力修好水渠。{STORY}\n会议要求，各地应当加快进度。\n{STORY}",
    "questions and answers": f"水务局负责人就《水渠管理办法》答记者问\n近日，明水市水务局印发了《水渠管理办法》（以下简称《办法》）。水务局负责人回答了记者提问。\n问：制定《办法》的背景是什么？\n答：{STORY}\n问：下一步有何打算？\n答：抓紧落实。",
    "from the mouth of an official": f"《水渠管理办法》实施一年来成效明显\n近日，记者从明水市水务局获悉，《水渠管理办法》实施一年来，成效明显。\n“水量比过去多了三成。”局长甲表示。{STORY}",
    "one line": f"明水网5月13日讯 据水务局消息，水渠已经完工。{STORY}",
}  # fmt: skip


@pytest.mark.parametrize("name", TEXT_NEWS)
def test_news_saved_as_text_is_held_and_keeps_its_body(name: str) -> None:
    found = read(TEXT_NEWS[name], "a.txt")
    assert reasons(found) == ["reads_as_news"]
    assert STORY in (found.body or "")


def test_a_collection_of_news_says_so(tmp_path: object) -> None:
    profile = load_profile("default")
    wanted = profile.model_copy(update={"expect": profile.expect.model_copy(update={"news": True})})
    assert digest(TEXT_NEWS["dateline"].encode(), "a.txt", profile=wanted).status == "accepted"


SCRAPS = {
    "line breaks lost": f"坚持统筹规划、标本兼治。{STORY}{STORY}",
    "middle of a law": "第六十一条　县级以上水务部门应当公开水量。\n第六十二条　用水户可以查询本户水量。\n第六十三条　本办法由市水务局解释。",
    "middle of a plan": "（三）完善计量设施。各县区应当在年底前装好水表。\n（四）加强巡查。每季度至少巡查一次。",
}  # fmt: skip


@pytest.mark.parametrize("name", SCRAPS)
def test_scraps_that_nothing_names_are_held(name: str) -> None:
    assert reasons(read(SCRAPS[name], "a.txt")) == ["scrap"]


@pytest.mark.parametrize("page_", ["mac_cyrillic", "cp1252", "latin-1"])
def test_text_decoded_wrongly_before_it_came_here_is_held(page_: str) -> None:
    wrong = STORY.encode().decode(page_, "ignore")
    found = read(wrong + "\n" + wrong, "a.txt")
    assert "garbled" in reasons(found)
    assert (
        page_ in next(problem.message for problem in found.problems if problem.code == "garbled") or page_ == "latin-1"
    )


PAPERS = {
    "notice that begins with the news": f"明水市水务局文件\n明水字〔2020〕12号\n关于做好水渠检修工作的通知\n各县区水务局：\n近日，据气象部门消息，我市将有大雨。{STORY}现就有关事项通知如下：\n一、加强巡查。\n二、及时上报。\n明水市水务局\n2020年5月3日",
    "speech": f"在水渠工作会议上的讲话\n甲乙丙\n（2020年5月3日）\n同志们：\n今天我们召开会议，部署水渠检修工作。{STORY}\n谢谢大家！",
    "report printed by a paper": f"2026年明水市政府工作报告\n——2026年1月20日在明水市第十届人民代表大会第一次会议上\n明水市市长 甲乙\n各位代表：\n现在，我代表市人民政府，向大会报告工作。{STORY}\n市长甲乙作政府工作报告。 明水日报记者 丙丁 摄",
    "essay from a paper": f"渠与村\n甲乙\n渠是村的命脉。{STORY}\n老人说：“有渠才有村。”近日我又回到渠边，想起父亲当年的话。\n文章来源：明水日报",
    "rules on reporters": "明水市新闻发布会管理办法\n第一条 为规范新闻发布会，制定本办法。\n第二条 记者应当持证采访，接受采访的人员应当如实介绍情况。\n第三条 举行新闻发布会，应当提前三日通知记者。\n第四条 本办法自公布之日起施行。",
    "short appointment": "明水市人民政府关于甲乙同志任职的通知\n明政任〔2020〕3号\n各县区人民政府：\n任命甲乙为明水市水务局局长。\n明水市人民政府\n2020年5月3日",
    "list of names": "关于水渠管护员名单的公示\n现将水渠管护员名单公示如下：\n甲乙\n丙丁\n戊己\n庚辛\n明水市水务局\n2020年5月3日",
    "Markdown about templates": "# Templates\n\nA template holds `{{name}}` where the name goes.\n\nIt is filled in when the page is built, so that readers never see the braces at all, only what they stand for.\n\nWhat is left open stays as it is.",
}  # fmt: skip


@pytest.mark.parametrize("name", PAPERS)
def test_papers_that_resemble_them_are_accepted(name: str) -> None:
    found = read(PAPERS[name], "a.md" if name.startswith("Markdown") else "a.txt")
    assert found.status == "accepted", found.problems


def test_a_page_of_a_paper_on_a_site_of_news_is_accepted() -> None:
    markup = page(f"<div>当前位置：首页 &gt; 新闻中心 &gt; 通知公告</div><h1>关于做好水渠检修工作的通知</h1><p>明水字〔2020〕12号</p><p>各县区水务局：</p><p>{STORY}</p><p>现就有关事项通知如下，请认真落实，并于年底前报送情况。</p><p>明水市水务局</p><p>2020年5月3日</p>", "关于做好水渠检修工作的通知_新闻中心_明水市水务局")  # fmt: skip
    assert read(markup).status == "accepted"
