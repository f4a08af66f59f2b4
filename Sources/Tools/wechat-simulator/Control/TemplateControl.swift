import JSON

/// The templates for an account's messages.
enum TemplateControl {
    /// `GET /_simulator/templates` — an account's templates.
    static func list(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let appid = try call.namedAccount(call.query("appid"), store).appid
        return .json(["templates": .array(try store.templates(appid).map(\.json))])
    }

    /// `POST /_simulator/templates` — creates or changes one.
    static func save(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let input = try ControlInput(call)
        let appid = try call.namedAccount(input.text("appid"), store).appid
        let id = try input.requiredText("template_id")
        let old = try store.template(id, appid)
        let template = MessageTemplate(
            appid: appid, id: id, title: try input.text("title") ?? old?.title ?? id,
            fields: try fields(input) ?? old?.fields ?? [])
        try store.save(template)
        return .json(template.json)
    }

    private static func fields(_ input: ControlInput) throws(Failure) -> [String]? {
        guard let value = try input.value("fields") else { return nil }
        guard let elements = value.elements, elements.allSatisfy({ $0.string != nil }) else {
            throw .misused("fields must be a list of names such as thing1")
        }
        return elements.compactMap(\.string)
    }
}
