/// Whether weekday hours hold on a day.
public enum HolidayKind: Sendable, Hashable {
    /// An ordinary day.
    case none
    /// Nearly everything that keeps office hours is closed.
    case closed
    /// Some keep their hours and some do not: nobody may promise that a line is open.
    case uncertain
}

/// Dutch public holidays, computed for any year of the Gregorian calendar.
/// - Source: Algemene termijnenwet art. 3. Good Friday, and 5 May outside the five-yearly lustrum, are working days for many.
public enum DutchHolidays {
    public static func kind(_ day: CalendarDay) -> HolidayKind {
        let (year, month, date) = day.components
        if isFixed(day, month, date) { return .closed }
        switch day.number - easterSunday(year).number {
        case 0, 1, 39, 49, 50: return .closed
        case -2: return .uncertain
        default: break
        }
        if month == 5 && date == 5 { return year % 5 == 0 ? .closed : .uncertain }
        return .none
    }

    private static func isFixed(_ day: CalendarDay, _ month: Int, _ date: Int) -> Bool {
        switch (month, date) {
        case (1, 1), (12, 25), (12, 26): true
        // King's Day is kept on the Saturday before when 27 April is a Sunday.
        case (4, 27): day.weekday != 6
        case (4, 26): day.weekday == 5
        default: false
        }
    }

    /// Easter Sunday by the anonymous Gregorian computation.
    static func easterSunday(_ year: Int) -> CalendarDay {
        let golden = year % 19
        let century = year / 100
        let corrected = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30
        let moon = corrected - (corrected / 28) * (1 - (29 / (corrected + 1)) * ((21 - golden) / 11))
        let weekday = (year + year / 4 + moon + 2 - century + century / 4) % 7
        let offset = moon - weekday
        let month = 3 + (offset + 40) / 44
        return CalendarDay(year: year, month: month, day: offset + 28 - 31 * (month / 4)) ?? CalendarDay(number: 0)
    }
}
