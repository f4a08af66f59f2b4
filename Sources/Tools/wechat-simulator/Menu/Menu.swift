import JSON

/// An account's menu: up to three buttons, each of which does something or opens up to five more.
struct Menu {
    /// As in `menu/get`: each has a `sub_button`, empty for those that do something.
    let buttons: [JSONValue]

    /// A saved menu.
    init(buttons: [JSONValue]) { self.buttons = buttons }

    /// The menu of a `menu/create`; refused with the code of the first error.
    init(_ body: JSONValue, _ store: borrowing Store) throws(Failure) {
        // A missing list has the wrong size: `{"menu":{"button":…}}` gets 40016.
        // https://developers.weixin.qq.com/community/personal/oCJUswyS1-p9c_zSWFYmoj05Z6Mo/question
        guard let buttons = body["button"]?.elements, (1...3).contains(buttons.count) else {
            throw .refused(Refusal(40016))
        }
        var checked: [JSONValue] = []
        for button in buttons { checked.append(try Menu.top(button, store)) }
        self.buttons = checked
    }

    /// Those that do something, from left to right and from top to bottom.
    var leaves: [JSONValue] {
        buttons.flatMap { button in
            let below = button["sub_button"]?.elements ?? []
            return below.isEmpty ? [button] : below
        }
    }

    private static func top(_ button: JSONValue, _ store: borrowing Store) throws(Failure) -> JSONValue {
        guard let below = button["sub_button"]?.elements, !below.isEmpty else {
            return try MenuButton(button, level: .top, store).json
        }
        guard below.count <= 5 else { throw .refused(Refusal(40023)) }
        let name = try MenuButton.name(button, level: .top)
        var checked: [JSONValue] = []
        for button in below { checked.append(try MenuButton(button, level: .sub, store).json) }
        return ["name": .string(name), "sub_button": .array(checked)]
    }
}
