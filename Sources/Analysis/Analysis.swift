/// An engine's findings: the parts of a report's `content` that depend on the measured values.
package struct Analysis: Sendable, Equatable {
    /// All lists of `listNames`, in that order, followed by those that the engine adds.
    package var lists: [FindingList]
    /// `channels_and_collaterals_strength`: grades, strongest first, each with its meridians; none without meridians.
    package var strengths: [StrengthGrade]
    package var physicalTherapy: PhysicalTherapy
    /// `display_options`: names that begin with `display_`.
    package var displayOptions: [DisplayOption]
    /// The disclaimer: the report is not medical advice. It is also the first entry of `lead`.
    package var disclaimer: Finding
    /// The names of the rules that fired, in the rule file's order; empty when no rule engine made it.
    package var firedRules: [String]

    /// The lists that every report has, in the order of `docs/report.schema.json`.
    package static let listNames = [
        "lead", "tags", "tips_for_woman", "channels_and_collaterals_explains",
        "constitution_differentiation_explains", "syndrome_differentiation_explains", "factor_explains",
        "dictionary_entries", "measurement_tips", "health_descriptions", "baby_tips",
        "constitution_differentiation_explain_notices", "channels_and_collaterals_explain_notices",
        "uterine_health_indexes", "uterus_attention_prompts", "uterine_health_descriptions",
        "menstrual_health_values", "menstrual_health_descriptions", "gynecological_inflammations",
        "gynecological_inflammation_descriptions", "breast_health", "breast_health_descriptions",
        "emotional_health_indexes", "emotional_health_descriptions", "facial_skins", "facial_skin_descriptions",
        "reproductive_age_considerations", "breast_cancer_ovarian_cancers",
        "breast_cancer_ovarian_cancer_descriptions", "hormone_levels", "lymphatic_health",
        "lymphatic_health_descriptions",
    ]

    /// The options that every report has, in the order of `docs/report.schema.json`: on, unless the engine says
    /// otherwise.
    static let optionNames = [
        "display_navbar", "display_tags", "display_partial_data", "display_user_profile", "display_heart_rate",
        "display_cc_bar_chart", "display_cc_explain", "display_cd_explain", "display_sd_explain", "display_f0",
        "display_f1", "display_f2", "display_f3", "display_physical_therapy_explain", "display_remark",
        "display_measurement_result", "display_baby_tips", "display_wh",
    ]

    /// Members of `content` that are not lists of findings; no further list may have such a name.
    static let otherMembers = [
        "channels_and_collaterals_strength", "m0", "m1", "m2", "m3", "f100", "f101", "f102", "f103", "f104", "f105",
        "f106",
        "f107", "user_profile", "measurement_result", "pulse_test",
        "physical_therapy_explain", "has_paid", "show_full_report", "remark", "created_at", "display_options",
        "record_id", "report_id",
        "report_version", "disclaimer",
    ]

    /// The findings of one list; empty if there is no such list.
    package func findings(_ list: String) -> [Finding] {
        lists.first { $0.name == list }?.findings ?? []
    }
}

/// One list of a report.
package struct FindingList: Sendable, Equatable {
    package var name: String
    package var findings: [Finding]

    package init(name: String, findings: [Finding]) {
        self.name = name
        self.findings = findings
    }
}

/// One entry of a list.
package struct Finding: Sendable, Equatable {
    package var key: String
    package var label: String
    package var content: String
    /// The first rule that gave it, `disclaimer` for the rule file's own; nil when no rule engine made it.
    package var rule: String?

    package init(key: String, label: String, content: String, rule: String? = nil) {
        self.key = key
        self.label = label
        self.content = content
        self.rule = rule
    }
}

/// The meridians of one grade.
package struct StrengthGrade: Sendable, Equatable {
    package struct Meridian: Sendable, Equatable {
        package var label: String
        /// 0…7, as in c0…c7.
        package var cc: Int
        /// The rule that put it there.
        package var rule: String?
    }

    package var key: String
    package var meridians: [Meridian]
}

/// `physical_therapy_explain`.
package struct PhysicalTherapy: Sendable, Equatable {
    /// f0 阴, f1 阳, f2 湿气, f3 淤血.
    package var f: [Int] = [0, 0, 0, 0]
    /// m0…m3.
    package var m: [Int?] = [nil, nil, nil, nil]
    /// f100…f107.
    package var f100: [Int] = [0, 0, 0, 0, 0, 0, 0, 0]

    /// f0…f3, m0…m3, f100…f107: the order of the numbers.
    package static let names =
        (0..<4).map { "f\($0)" } + (0..<4).map { "m\($0)" } + (0..<8).map { "f10\($0)" }

    /// - Parameter numbers: in the order of `names`; nil becomes null for m, else 0.
    init(_ numbers: [Int?] = []) {
        guard numbers.count == PhysicalTherapy.names.count else { return }
        f = numbers[0..<4].map { $0 ?? 0 }
        m = Array(numbers[4..<8])
        f100 = numbers[8..<16].map { $0 ?? 0 }
    }
}

/// Whether the H5 page shows one of its parts.
package struct DisplayOption: Sendable, Equatable {
    package var name: String
    package var isShown: Bool
}
