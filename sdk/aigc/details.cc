// A catalogue of sentences; long, since it is a table.
#include "aigc/details.h"

#include <optional>
#include <vector>

#include "aigc/text_forms.h"

namespace imprint::aigc {
namespace {

// {} is a hole; {0}, {1} … say where what it held goes. The first sentence that fits counts, so those with an end of their own stand
// before those that take any.
struct Sentence {
  std::string_view english, chinese;
};
constexpr Sentence kSentences[] = {
    // signatures, from the last part on
    {"{}; key not trusted", "{0}；密钥未受信任"},
    {"{}; key trusted", "{0}；密钥受信任"},
    {"{}; its certificate has expired", "{0}；证书已过期"},
    {"{}; its certificate is not valid yet", "{0}；证书尚未生效"},
    {"{}; key known, not allowed to speak for \"{}\"", "{0}；密钥已知，但无权代表“{1}”"},
    {"{}; certificate of {}", "{0}；证书主体为 {1}"},
    {"{}, over {}; not over {}", "{0}，覆盖 {1}；不覆盖 {2}"},
    {"the label; whether the picture fits the bindings is not checked", "标识内容；图像与绑定是否相符未作检查"},
    {"{}, the picture", "{0}、图像"},
    {"{}, there is no key that can be read", "{0}，没有可读取的密钥"},
    {"{}, there is no key to check it with: {}", "{0}，没有可用于验证的密钥：{1}"},
    {"{}, its value is neither hexadecimal nor Base64", "{0}，其值既非十六进制也非 Base64"},
    {"{}, it is over no text that is known; what a propagator signs is not settled", "{0}，所签文本未知；传播者应签何种内容尚无定论"},
    {"{}, no algorithm named", "{0}，未注明算法"},
    {"{} (hashed_twice)", "{0}（两次散列）"},
    {"{} (bare_hash)", "{0}（仅对散列值签名）"},
    // forms of SecurityData
    {"{}, Type is not \"TC260PG\"", "{0}，Type 不是“TC260PG”"},
    {"{}, Version is not 1", "{0}，Version 不是 1"},
    {"{}, Version is a string", "{0}，Version 是字符串"},
    {"{}, Bindings is no list", "{0}，Bindings 不是列表"},
    {"{}, Value of a binding is null", "{0}，绑定的 Value 为 null"},
    {"{}, PubSD is no list", "{0}，PubSD 不是列表"},
    {"{}, a signature of Type \"{}\"", "{0}，签名的 Type 为“{1}”"},
    {"{}, an entry of PubSD without Signature and KeyValue", "{0}，PubSD 中有一项既无 Signature 也无 KeyValue"},
    {"{}, AlgID \"{}\" of another algorithm than the key's", "{0}，AlgID“{1}”与密钥的算法不符"},
    // text of a label
    {"it takes {} bytes, at most {} are read", "长 {0} 字节，最多读取 {1} 字节"},
    {"it is empty", "内容为空"},
    {"it is wrapped too often", "外层嵌套过多"},
    {"it has no key of Annex E", "没有附录 E 规定的任何字段"},
    {"it is no JSON", "不是 JSON"},
    {"no JSON at byte {}", "第 {0} 字节处不是合法的 JSON"},
    {"JSON nested deeper than 16 levels", "JSON 嵌套超过 16 层"},
    {"the JSON is a list", "JSON 是列表"},
    {"the name AIGC lacks a quotation mark", "名称 AIGC 缺少引号"},
    {"it is a Python literal", "是 Python 字面量"},
    {"{} is a string", "{0} 是字符串"},
    {"{} is a number", "{0} 是数字"},
    {"{} is a boolean", "{0} 是布尔值"},
    {"{} is null", "{0} 是 null"},
    {"{} is an object", "{0} 是对象"},
    {"{} is a list", "{0} 是列表"},
    {"ContentPropagator and PropagateID", "ContentPropagator 和 PropagateID"},
    {"{}, character \"{}\" at offset {}", "{0}，第 {2} 字节处的字符“{1}”"},
    {"{}, character {} at offset {}", "{0}，第 {2} 字节处的字符 {1}"},
    // codes of providers
    {"{}: provider code \"{}\" has '{}' at position 4; an organisation has '1', its social credit code",
     "{0}：编码“{1}”第 4 位为“{2}”；组织应为“1”，其后是统一社会信用代码"},
    {"{}: provider code \"{}\" has '{}' at position {}, which no social credit code has", "{0}：编码“{1}”第 {3} 位为“{2}”，统一社会信用代码中没有该字符"},
    {"{}: provider code \"{}\" has the check character '{}' at position 22; the expected one is '{}'", "{0}：编码“{1}”第 22 位校验码为“{2}”，应为“{3}”"},
    {"{}: provider code \"{}\" has no identity number of 17 digits and a check character at positions 5 to 22",
     "{0}：编码“{1}”第 5 至 22 位不是 17 位数字加校验码的身份号码"},
    {"{}: provider code \"{}\" has a wrong check character at position 22", "{0}：编码“{1}”第 22 位校验码错误"},
    {"{}: provider code \"{}\" has {} characters; a code has 27", "{0}：编码“{1}”有 {2} 个字符，应为 27 个"},
    {"{}: provider code \"{}\" has a character outside 0-9 and A-Z at position {}", "{0}：编码“{1}”第 {2} 位的字符不在 0-9 和 A-Z 之内"},
    {"{}: provider code \"{}\" does not start with the code format 00", "{0}：编码“{1}”不以编码格式 00 开头"},
    {"{}: provider code \"{}\" has the subject type '{}' at position 3; known are '1' and '2'", "{0}：编码“{1}”第 3 位的主体类型为“{2}”，已知的只有“1”和“2”"},
    // places and shapes
    {"it agrees with the one in {}", "与 {0} 中的标识一致"},
    {"it disagrees with the one in {}", "与 {0} 中的标识不一致"},
    {"{} instead of bare", "为 {0}，应为 bare（不带外层 AIGC）"},
    {"{} instead of wrapped", "为 {0}，应为 wrapped（带外层 AIGC）"},
    {"its packet stands behind the signature that JPEG has", "其数据包前有 JPEG 才有的签名"},
    {"its packet is cut into sub-blocks", "其数据包被切成子块"},
    {"its chunk is misspelt", "其数据块名称拼写错误"},
    {"its parts do not fit together", "其各部分不能拼合"},
    {"it describes another item", "它描述的是另一项目"},
    {"it stands in a box uuid", "位于 uuid 盒中"},
    {"it stands in extended XMP", "位于扩展 XMP 中"},
    {"it stands in the XMP property {}", "位于 XMP 属性 {0} 中"},
    {"it stands in a further page", "位于后续页面"},
    {"it stands after the image data", "位于图像数据之后"},
    {"it is coded as {}", "其编码方式为 {0}"},
    {"a comment", "位于注释中"},
    {"a comment {}", "位于注释 {0} 中"},
    {"a frame {} of ID3v2", "位于 ID3v2 的 {0} 帧中"},
    {"an item {} of APE", "位于 APE 标签的 {0} 项中"},
    {"a list INFO", "位于 INFO 列表中"},
    {"a text {} in {}", "位于 {1} 的文本 {0} 中"},
    {"an application extension {}", "位于应用程序扩展 {0} 中"},
    {"an item of type {}", "位于 {0} 类型的项目中"},
    {"text in a {} segment", "位于 {0} 段的文本中"},
    {"text in a chunk {}", "位于数据块 {0} 的文本中"},
    {"EXIF in {}", "位于 {0} 的 EXIF 中"},
    {"XMP in a {}", "位于 {0} 的 XMP 中"},
    {"{} with the keyword {}", "位于 {0} 中，关键字为 {1}"},
    {"XMP property {} has no end", "XMP 属性 {0} 没有结尾"},
    {"XMP packet declares a document type, which XMP does not have", "XMP 数据包声明了 XMP 所没有的文档类型"},
    {"XMP packet whose rdf:RDF has no end", "XMP 数据包的 rdf:RDF 没有结尾"},
    {"XMP packet: {} at byte {}", "XMP 数据包第 {1} 字节处有误（解析器原文：{0}）"},
    {"{} item {} has no place in the file", "{0} 项目 {1} 在文件中没有位置"},
    {"{} item {} is protected", "{0} 项目 {1} 受保护"},
    {"inflated text size (so far) {} exceeds {} {}", "解压后的文本已达 {0} 字节，超过 {1} 的 {2}"},
    {"XMP packet without rdf:RDF", "XMP 数据包中没有 rdf:RDF"},
    {"XMP packet of {} bytes; at most {}", "XMP 数据包长 {0} 字节，上限 {1}"},
    {"XMP nested deeper than 64 levels", "XMP 嵌套超过 64 层"},
    // IPTC
    {"Label \"1\", DigitalSourceType {}", "Label 为“1”，DigitalSourceType 为 {0}"},
    {"an AI system, DigitalSourceType {}", "写有人工智能系统，DigitalSourceType 为 {0}"},
    {"AISystemVersionUsed without AISystemUsed", "有 AISystemVersionUsed 而无 AISystemUsed"},
    {"an AI system without DigitalSourceType", "写有人工智能系统而无 DigitalSourceType"},
    // what a pipeline did
    {"Label \"{}\", producer \"{}\", ProduceID \"{}\"", "Label“{0}”，生成合成服务提供者“{1}”，ProduceID“{2}”"},
    {"{} \"{}\" became \"{}\"", "{0} 由“{1}”变为“{2}”"},
    {"\"{}\" for \"{}\"", "“{0}”应为“{1}”"},
    {"{} \"{}\"", "{0}“{1}”"},
    {"\"{}\"", "“{0}”"},
    {"{} to {}", "由 {0} 变为 {1}"},
};
constexpr size_t kMaxNesting = 6;

// A sentence with holes against a text: each hole takes as little as lets the next word follow, the last one all that is left.
std::optional<std::vector<std::string_view>> fit(std::string_view pattern, std::string_view text) {
  std::vector<std::string_view> holes;
  size_t hole = pattern.find("{}");
  if (text.substr(0, hole) != pattern.substr(0, hole)) return std::nullopt;
  if (hole == pattern.npos) return text == pattern ? std::optional(holes) : std::nullopt;
  text.remove_prefix(hole);
  while (hole != pattern.npos) {
    pattern.remove_prefix(hole + 2);
    hole = pattern.find("{}");
    const std::string_view word = pattern.substr(0, hole);
    if (hole == pattern.npos && !text.ends_with(word)) return std::nullopt;
    const size_t at = hole == pattern.npos ? text.size() - word.size() : text.find(word);
    if (at == text.npos || at == 0) return std::nullopt;
    holes.push_back(text.substr(0, at));
    text.remove_prefix(at + word.size());
  }
  return holes;
}

std::string translate(std::string_view english, size_t nesting);

// What stands in quotation marks is a value and has no language.
std::string fill(std::string_view chinese, const std::vector<std::string_view>& holes, size_t nesting) {
  std::string out;
  for (size_t i = 0; i < chinese.size(); ++i) {
    if (chinese[i] != '{') {
      out.push_back(chinese[i]);
      continue;
    }
    const std::string_view held = holes[static_cast<size_t>(chinese[i + 1] - '0')];
    const std::string said = out.ends_with("“") ? "" : translate(held, nesting + 1);
    out += said.empty() ? held : std::string_view(said);
    i += 2;
  }
  return out;
}

std::string translate(std::string_view english, size_t nesting) {
  if (nesting > kMaxNesting) return "";
  for (const Sentence& sentence : kSentences)
    if (const auto holes = fit(sentence.english, english)) return fill(sentence.chinese, *holes, nesting);
  return "";
}

}  // namespace

std::string chinese_of(std::string_view english) { return translate(english, 0); }

Detail in_chinese(Detail detail) {
  if (detail.text_zh.empty()) detail.text_zh = chinese_of(detail.text);
  if (detail.text_zh.empty()) detail.text_zh = detail.text;
  return detail;
}

Detail of_key(std::string_view key) {
  Detail out(whole(key));
  out.key = key;
  return out;
}

Detail of_value(std::string text, std::string_view key, std::string_view value, std::string_view expected) {
  Detail out(std::move(text));
  out.key = key;
  out.value = value;
  out.expected = expected;
  return out;
}

}  // namespace imprint::aigc
