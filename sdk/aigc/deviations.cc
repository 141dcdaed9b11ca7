// The table of deviations. Severity: error for what GB 45438-2025 fixes, warning for the guides and for what the
// standard words softly, info for what is worth knowing. A point whose wording is unconfirmed is never an error.
#include "aigc/deviations.h"

#include <array>
#include <string>

#include "aigc/details.h"

namespace imprint::aigc {
namespace {

constexpr std::array kRules = {
    RuleRow{Rule::kLabelUnreadable, "GB-LABEL-UNREADABLE", "error", "Annex E b", "a label that cannot be read",
            "标识无法读取"},
    RuleRow{Rule::kKeyMissing, "GB-KEY-MISSING", "error", "Annex E b", "one of the seven keys is missing",
            "缺少七个字段之一"},
    RuleRow{Rule::kKeyName, "GB-KEY-NAME", "error", "Annex E b", "a key is misspelt", "字段名拼写错误"},
    RuleRow{Rule::kKeyDuplicate, "GB-KEY-DUPLICATE", "error", "Annex E b", "a key stands twice, the last one counts",
            "同一字段出现两次，以最后一次为准"},
    RuleRow{Rule::kValueType, "GB-VALUE-TYPE", "error", "Annex E b, j", "a value is not a string", "字段值不是字符串"},
    RuleRow{Rule::kJsonForm, "GB-JSON-FORM", "error", "Annex E b", "the label is no JSON, and was read all the same",
            "标识不是合法的 JSON，仍按其含义读取"},
    RuleRow{Rule::kLabelValue, "GB-LABEL-VALUE", "error", "Annex E c", "Label is none of \"1\", \"2\" and \"3\"",
            "Label 的值不是 \"1\"、\"2\"、\"3\" 之一"},
    RuleRow{Rule::kSecondLabel, "GB-SECOND-LABEL", "error", "6.1 c", "the file holds more than one label",
            "文件中有不止一个标识"},
    RuleRow{Rule::kKeyExtra, "GB-KEY-EXTRA", "warning", "Annex E b", "a key that the standard does not know",
            "标准中没有的字段"},
    RuleRow{Rule::kProducerEmpty, "GB-PRODUCER-EMPTY", "warning", "6.1 a",
            "the producer or its content number is empty", "生成合成服务提供者或内容制作编号为空"},
    RuleRow{Rule::kPropagatorEmpty, "GB-PROPAGATOR-EMPTY", "warning", "Annex E note 1",
            "the propagator or its content number is empty", "内容传播服务提供者或内容传播编号为空"},
    RuleRow{Rule::kPropagatorDiffers, "GB-PROPAGATOR-DIFFERS", "info", "Annex E note 1",
            "the propagator is not the producer, as after propagation",
            "传播服务提供者与生成合成服务提供者不同，传播之后即如此"},
    RuleRow{Rule::kCharacters, "GB-CHARACTERS", "warning", "Annex E j",
            "a value holds a character outside the main set", "字段值含有主要字符集以外的字符"},
    RuleRow{Rule::kProviderCode, "GB-PROVIDER-CODE", "warning", "TC260-PG-20252A", "a provider code is not well formed",
            "服务提供者编码格式不正确"},
    RuleRow{Rule::kProviderName, "GB-PROVIDER-NAME", "warning", "Annex E d, g", "a provider is named without a code",
            "以名称而非编码标明服务提供者"},
    RuleRow{Rule::kProviderPersonal, "GB-PROVIDER-PERSONAL", "warning", "TC260-PG-20252A",
            "a provider code holds the identity number of a person", "服务提供者编码中含有个人身份号码"},
    RuleRow{Rule::kProviderRole, "GB-PROVIDER-ROLE", "warning", "TC260-PG-20252A",
            "a service code of the other role is used", "使用了另一角色的服务扩展码"},
    RuleRow{Rule::kShape, "GB-SHAPE", "warning", "TC260-PG-20259A", "the label has not the shape of its carrier",
            "标识的结构与其载体不符"},
    RuleRow{Rule::kCarrier, "GB-CARRIER", "warning", "TC260-PG-20259A", "the label is not where the guide puts it",
            "标识不在实践指南规定的位置"},
    RuleRow{Rule::kExifPrefix, "GB-EXIF-PREFIX", "warning", "TC260-PG-20259A annex B",
            "UserComment does not begin with the ASCII character code", "UserComment 不以 ASCII 字符编码标记开头"},
    RuleRow{Rule::kXmpNamespace, "GB-XMP-NAMESPACE", "warning", "TC260-PG-20259A",
            "the XMP property stands in another namespace", "XMP 属性位于另一命名空间"},
    RuleRow{Rule::kXmpAttribute, "GB-XMP-ATTRIBUTE", "info", "TC260-PG-20259A",
            "the XMP property is written as an attribute, which XMP treats as equal",
            "XMP 属性写成了属性形式，XMP 视二者等同"},
    RuleRow{Rule::kXmpMalformed, "GB-XMP-MALFORMED", "warning", "ISO 16684-1", "an XMP packet cannot be parsed",
            "XMP 数据包无法解析"},
    RuleRow{Rule::kXmpDoctype, "GB-XMP-DOCTYPE", "warning", "ISO 16684-1",
            "an XMP packet declares a document type and is not read", "XMP 数据包声明了文档类型，未予读取"},
    RuleRow{Rule::kPreStandard, "GB-PRE-STANDARD", "warning", "Annex E b", "a label with the keys of an older scheme",
            "采用标准发布之前的旧字段的标识"},
    RuleRow{Rule::kChunkCrc, "GB-CHUNK-CRC", "warning", "PNG 5.3", "the checksum of the chunk with the label is wrong",
            "标识所在数据块的校验和错误"},
    RuleRow{Rule::kMetadataDamaged, "GB-METADATA-DAMAGED", "warning", "6.1", "a metadata block cannot be read",
            "元数据块无法读取"},
    RuleRow{Rule::kSecurityData, "GB-SECURITYDATA", "info", "TC260-PG-202511A", "SecurityData is present",
            "含有 SecurityData（安全防护数据）"},
    RuleRow{Rule::kSecurityDataForm, "GB-SECURITYDATA-FORM", "info", "TC260-PG-202511A",
            "SecurityData departs from the forms of the guide", "SecurityData 的形式与实践指南不同"},
    RuleRow{Rule::kSignatureValid, "GB-SIGNATURE-VALID", "info", "TC260-PG-202511A",
            "a signature in SecurityData is valid", "SecurityData 中的签名有效"},
    RuleRow{Rule::kSignatureInvalid, "GB-SIGNATURE-INVALID", "info", "TC260-PG-202511A",
            "a signature in SecurityData does not fit the label", "SecurityData 中的签名与标识不符"},
    RuleRow{Rule::kSignatureUnchecked, "GB-SIGNATURE-UNCHECKED", "info", "TC260-PG-202511A",
            "a signature in SecurityData cannot be checked", "SecurityData 中的签名无法验证"},
    RuleRow{Rule::kSignatureBindings, "GB-SIGNATURE-BINDINGS", "info", "TC260-PG-202511A",
            "a signature in SecurityData covers Bindings alone, and nothing of the label",
            "SecurityData 中的签名只覆盖 Bindings，不覆盖标识内容"},
    RuleRow{Rule::kMarkIdKeyed, "GB-MARK-ID-KEYED", "info", "Annex E f", "the label declares a keyed mark_id",
            "标识声明其 mark_id 由密钥生成"},
    RuleRow{Rule::kLabelAbsent, "GB-LABEL-ABSENT", "info", "6.1", "the file carries no AIGC label",
            "文件中没有 AIGC 元数据标识"},
    RuleRow{Rule::kSourceTypeAlone, "GB-SOURCE-TYPE-ALONE", "warning", "6.1; IPTC 2025.1",
            "IPTC metadata says that the content is AI-generated, and there is no AIGC label",
            "IPTC 元数据表明内容由人工智能生成，但没有 AIGC 标识"},
    RuleRow{Rule::kSourceTypeContradicts, "GB-SOURCE-TYPE-CONTRADICTS", "warning", "Annex E c; IPTC 2025.1",
            "DigitalSourceType contradicts the label", "DigitalSourceType 与标识相矛盾"},
    RuleRow{Rule::kSourceTypeForm, "GB-SOURCE-TYPE-FORM", "warning", "IPTC 2025.1",
            "DigitalSourceType is no term of its vocabulary", "DigitalSourceType 不是其受控词表中的取值"},
    RuleRow{Rule::kAiSystemAlone, "GB-AI-SYSTEM-ALONE", "info", "IPTC 2025.1", "AI properties of IPTC are incomplete",
            "IPTC 的人工智能属性不完整"},
    RuleRow{Rule::kPromptShown, "GB-PROMPT-SHOWN", "info", "IPTC 2025.1",
            "the file shows the prompt or its writer to everybody", "文件向所有人公开提示词或其作者"},
    RuleRow{Rule::kLostLabel, "GB-LOST-LABEL", "error", "6.1; Measures Art. 10", "the label was lost", "标识丢失"},
    RuleRow{Rule::kLostCompanion, "GB-LOST-COMPANION", "warning", "IPTC 2025.1",
            "an IPTC property beside the label was lost", "标识旁的 IPTC 属性丢失"},
    RuleRow{Rule::kLostSignature, "GB-LOST-SIGNATURE", "info", "TC260-PG-202511A",
            "a signature that was valid is lost or no longer so", "原本有效的签名丢失或失效"},
    RuleRow{Rule::kRewrittenProducer, "GB-REWRITTEN-PRODUCER", "error", "Measures Art. 10",
            "the producer's fields were rewritten", "生成合成服务提供者的字段被改写"},
    RuleRow{Rule::kRewrittenLabel, "GB-REWRITTEN-LABEL", "error", "Measures Art. 10",
            "the value of Label was rewritten", "Label 的值被改写"},
    RuleRow{Rule::kRewrittenReserved, "GB-REWRITTEN-RESERVED", "warning", "Annex E f",
            "the producer's ReservedCode1 was rewritten", "生成合成服务提供者的 ReservedCode1 被改写"},
    RuleRow{Rule::kChangedPropagator, "GB-CHANGED-PROPAGATOR", "info", "Annex E g, h, i",
            "the propagator's fields changed, as at propagation", "传播服务提供者的字段有变，传播时即如此"},
    RuleRow{Rule::kChangedCompanion, "GB-CHANGED-COMPANION", "warning", "IPTC 2025.1",
            "an IPTC property beside the label was rewritten", "标识旁的 IPTC 属性被改写"},
    RuleRow{Rule::kMovedCarrier, "GB-MOVED-CARRIER", "info", "TC260-PG-20259A", "the label stands in another place",
            "标识换了位置"},
    RuleRow{Rule::kChangedShape, "GB-CHANGED-SHAPE", "info", "TC260-PG-20259A", "the label has another shape",
            "标识换了结构"},
    RuleRow{Rule::kGainedLabel, "GB-GAINED-LABEL", "info", "6.1", "the label is new", "标识为新增"},
    RuleRow{Rule::kLostManifest, "C2PA-LOST-MANIFEST", "warning", "C2PA 2.x", "the signed manifest was lost", "签名清单丢失"},
    RuleRow{Rule::kBrokenManifest, "C2PA-BROKEN-MANIFEST", "warning", "C2PA 2.x",
            "the signed manifest no longer fits the file, and readers will call it invalid", "签名清单与文件不再相符，验证者将判为无效"},
    RuleRow{Rule::kGainedManifest, "C2PA-GAINED-MANIFEST", "info", "C2PA 2.x", "the signed manifest is new", "签名清单为新增"},
};

constexpr bool in_order() {
  for (size_t i = 0; i < kRules.size(); ++i)
    if (static_cast<size_t>(kRules[i].rule) != i) return false;
  return true;
}
static_assert(in_order(), "a row stands where its Rule says");
static_assert(kRules.size() == static_cast<size_t>(Rule::kGainedManifest) + 1, "every Rule has a row");

}  // namespace

std::span<const RuleRow> rules() { return kRules; }

const RuleRow& row_of(Rule rule) { return kRules[static_cast<size_t>(rule)]; }

const RuleRow* row_of(std::string_view code) {
  for (const RuleRow& row : kRules)
    if (row.code == code) return &row;
  return nullptr;
}

Deviation deviation(Rule rule, Detail detail) {
  const RuleRow& row = row_of(rule);
  std::string message = row.text;
  if (!detail.text.empty()) message.append(": ").append(detail.text);
  return {row.code, row.severity, std::move(message), detail.text, "", in_chinese(std::move(detail))};
}

Deviation problem_in(const std::string& carrier, Deviation what) {
  what.message = carrier + ": " + what.message;
  what.place = carrier;
  return what;
}

std::string message_zh(const Deviation& deviation) {
  const RuleRow* row = row_of(deviation.code);
  std::string out = deviation.place.empty() ? "" : deviation.place + "：";
  if (row != nullptr) out += row->text_zh;
  return deviation.particulars.text_zh.empty() ? out : out + "：" + deviation.particulars.text_zh;
}

}  // namespace imprint::aigc
