extension Analysis {
    /// The visible part of a report before payment: the person, the measured values, the meridians, the pulse wave, and
    /// the lists below. The H5 page shows the same (`shortLists` in `public/app-report.js`): with `[measurements]
    /// unpaid = full` the page hides the rest.
    private static let briefLists = ["lead", "tags"]
    /// The options that may still be on then.
    private static let briefOptions = [
        "display_navbar", "display_tags", "display_partial_data", "display_user_profile", "display_heart_rate",
        "display_cc_bar_chart", "display_remark", "display_measurement_result",
    ]

    /// The same analysis without what is to be paid for: other lists are empty, factors are those of an engine that
    /// returns none, and the options that would show them are off.
    var brief: Analysis {
        var brief = self
        brief.lists = lists.map {
            Analysis.briefLists.contains($0.name) ? $0 : FindingList(name: $0.name, findings: [])
        }
        brief.physicalTherapy = PhysicalTherapy()
        brief.displayOptions = allOptions
        for index in brief.displayOptions.indices
        where !Analysis.briefOptions.contains(brief.displayOptions[index].name) {
            brief.displayOptions[index].isShown = false
        }
        return brief
    }

    /// The options of `optionNames`, followed by those that only the engine names.
    var allOptions: [DisplayOption] {
        var all = Analysis.optionNames.map { DisplayOption(name: $0, isShown: true) }
        for option in displayOptions {
            if let index = all.firstIndex(where: { $0.name == option.name }) {
                all[index] = option
            } else {
                all.append(option)
            }
        }
        return all
    }
}
