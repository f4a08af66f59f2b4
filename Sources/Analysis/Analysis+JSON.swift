package import JSON

extension Analysis {
    /// The members of a report's `content` that the engine decides, in the order of the answer.
    package var members: [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        for list in lists { members.append(.init(list.name, .array(list.findings.map(\.json)))) }
        members.append(.init("channels_and_collaterals_strength", .array(strengths.map(\.json))))
        members.append(.init("physical_therapy_explain", physicalTherapy.json))
        members.append(.init("display_options", .object(allOptions.map { .init($0.name, .bool($0.isShown)) })))
        physicalTherapy.append(to: &members, from: PhysicalTherapy.firstFurther)
        return members
    }
}

extension Finding {
    /// `{"key", "label", "content"}`
    package var json: JSONValue { ["key": .string(key), "label": .string(label), "content": .string(content)] }
}

extension StrengthGrade {
    /// `{"key", "labels": [{"label", "cc": "0"}]}`
    package var json: JSONValue {
        let labels = meridians.map { ["label": .string($0.label), "cc": .string(String($0.cc))] as JSONValue }
        return ["key": .string(key), "labels": .array(labels)]
    }
}

extension PhysicalTherapy {
    /// The numbers from here on are also beside `physical_therapy_explain`: the running system has them there, and
    /// earlier versions of this one had them only in it.
    fileprivate static let firstFurther = 4

    /// `{"f0", …, "m0", …, "f100", …}`
    package var json: JSONValue {
        var members: [JSONValue.Member] = []
        append(to: &members, from: 0)
        return .object(members)
    }

    fileprivate func append(to members: inout [JSONValue.Member], from first: Int) {
        let numbers: [Int?] = f + m + f100
        for index in first..<numbers.count {
            members.append(.init(PhysicalTherapy.names[index], numbers[index].map { .integer(Int64($0)) } ?? .null))
        }
    }
}
