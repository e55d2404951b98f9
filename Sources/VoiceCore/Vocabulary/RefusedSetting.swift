/// A setting that is refused at input: which field, and why. Trying the same again doesn't help.
public struct RefusedSetting: Error, Equatable, Sendable {
  /// The field, as a path below what was set: `time_zone`, `week/friday/1`, `parent`.
  public let field: String
  public let reason: Reason

  /// A refusal of this field.
  public init(_ field: String, _ reason: Reason) {
    self.field = field
    self.reason = reason
  }

  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    /// No such zone is known; names are those of the IANA database.
    case unknownZone
    /// Two openings share a minute.
    case overlappingHours
    /// It opens and closes at the same time.
    case emptyHours
    /// The same thing is said twice.
    case twice
    /// A department can't be its own parent.
    case ownParent
    /// The parents lead back to the department.
    case parentLoop
    /// It names something that isn't there.
    case unknown
    /// More than so many.
    case tooMany(Int)
    /// Outside these bounds.
    case outOfRange(ClosedRange<Int>)
    /// Not so written.
    case malformed
    /// An extension that can be mistaken for a telephone number.
    case looksLikeNumber
    /// Somebody else has it.
    case taken
    /// At least one is needed.
    case missing
    /// It leads back to itself.
    case loop
    /// A text without a letter or a digit.
    case wordless
    /// More than so many characters.
    case tooLong(Int)
    /// Characters that can't be seen, or that turn the direction of writing.
    case unprintable
    /// Markup, which would be read aloud.
    case markup
    /// A time that ends before it begins.
    case emptyTime
    /// A time for what belongs to none.
    case timeless
    /// A moment within a quarter of an hour.
    case notOnQuarterHour
    /// A window of more than so many days.
    case longerThanDays(Int)
    /// More than so many intervals.
    case tooManyIntervals(Int)
    /// A format in which this isn't written.
    case unfit
    /// A host that isn't one of the public Internet.
    case notPublic
  }
}

extension RefusedSetting: CustomStringConvertible {
  /// Safe to show to anyone: repeats nothing that was sent but the field's name.
  public var description: String { "\(field): \(reason)" }
}

extension RefusedSetting.Reason: CustomStringConvertible {
  /// What is wrong and how to mend it.
  public var description: String {
    switch self {
    case .unknownZone: "not a known time zone; names look like Europe/Berlin"
    case .overlappingHours: "overlaps with other opening hours"
    case .emptyHours: "opens and closes at the same time; a whole day is 00:00 to 24:00"
    case .twice: "given more than once"
    case .ownParent: "a department can't be its own parent"
    case .parentLoop: "the parents would lead back to this department"
    case .unknown: "names something that isn't there"
    case .tooMany(let limit): "at most \(limit)"
    case .outOfRange(let bounds): "from \(bounds.lowerBound) to \(bounds.upperBound)"
    case .malformed: "not written as it must be"
    case .looksLikeNumber: "can be mistaken for a telephone number; an extension has 1 to 6 digits"
    case .taken: "taken by somebody else"
    case .missing: "at least one is needed"
    case .loop: "leads back to itself"
    case .wordless: "must say something: a letter or a digit at least"
    case .tooLong(let limit): "at most \(limit) characters"
    case .unprintable: "holds control characters or marks of direction; write plain text"
    case .markup: "holds markup, which would be read aloud; write plain words"
    case .emptyTime: "must be later than its beginning"
    case .unfit: "everything is written as tar, and nothing else is"
    case .timeless: "this resource belongs to no time; leave it out"
    case .notOnQuarterHour: "must be on a full quarter of an hour, as 10:00, 10:15, 10:30 and 10:45 are"
    case .longerThanDays(let limit): "at most \(limit) days after the beginning"
    case .tooManyIntervals(let limit):
      "gives more than \(limit) intervals; choose a longer interval or a shorter window"
    case .notPublic: "must be at an address of the public Internet"
    }
  }
}
