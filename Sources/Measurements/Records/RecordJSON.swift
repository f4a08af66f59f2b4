package import JSON

/// The parts of a record that are stored as JSON.
package enum RecordJSON {
    /// An array of whole numbers; empty for nil.
    static func numbers(_ text: String?) -> [Int64] { parse(text)?.elements?.compactMap(\.integer) ?? [] }

    static func text(_ numbers: [Int64]) -> String? {
        numbers.isEmpty ? nil : JSONValue.array(numbers.map(JSONValue.integer)).text
    }

    /// An array of `{"question_key", "values"}`; empty for nil.
    static func answers(_ text: String?) -> [MeasurementDetails.Answer] {
        (parse(text)?.elements ?? []).compactMap { element in
            guard let key = element["question_key"]?.string, let values = element["values"]?.elements else {
                return nil
            }
            return MeasurementDetails.Answer(questionKey: key, values: values.compactMap(\.string))
        }
    }

    static func text(_ answers: [MeasurementDetails.Answer]) -> String? {
        answers.isEmpty ? nil : value(answers).text
    }

    package static func value(_ answers: [MeasurementDetails.Answer]) -> JSONValue {
        .array(
            answers.map {
                ["question_key": .string($0.questionKey), "values": .array($0.values.map(JSONValue.string))]
            })
    }

    private static func parse(_ text: String?) -> JSONValue? {
        guard let text, !text.isEmpty else { return nil }
        return try? JSONValue(parsing: Array(text.utf8), limits: .own)
    }
}
