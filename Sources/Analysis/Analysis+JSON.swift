package import JSON

extension Analysis {
    /// The members of a report's `content` that the engine decides, in the contract's order.
    package var members: [JSONValue.Member] {
        lists.map { .init($0.name, .array($0.findings.map(\.json))) } + [
            .init("channels_and_collaterals_strength", .array(strengths.map(\.json))),
            .init("physical_therapy_explain", physicalTherapy.json),
            .init("display_options", .object(displayOptions.map { .init($0.name, .bool($0.isShown)) })),
        ]
    }
}

extension Finding {
    /// `{"key", "label", "content"}`
    package var json: JSONValue { ["key": .string(key), "label": .string(label), "content": .string(content)] }
}

extension StrengthGrade {
    /// `{"key", "labels": [{"label", "cc"}]}`
    package var json: JSONValue {
        let labels = meridians.map { ["label": .string($0.label), "cc": .integer(Int64($0.cc))] as JSONValue }
        return ["key": .string(key), "labels": .array(labels)]
    }
}

extension PhysicalTherapy {
    /// `{"f0", …, "m0", …, "f100", …}`
    package var json: JSONValue {
        let numbers: [Int?] = f + m + f100
        return .object(
            zip(PhysicalTherapy.names, numbers).map { .init($0, $1.map { .integer(Int64($0)) } ?? .null) })
    }
}
