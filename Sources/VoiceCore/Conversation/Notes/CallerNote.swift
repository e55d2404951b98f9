/// Something that a caller has left with the receptionist: a message, a wish to be called back or for an appointment, or who they are.
public struct CallerNote: Equatable, Sendable, Codable {
  /// What it is.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case message
    case callBack = "call_back"
    case appointment
    case contact
  }

  /// What the caller said of it. Content: never in a log line.
  public struct Details: Equatable, Sendable, Codable {
    /// Characters of a name, and of when.
    public static let shortLength = 1...100
    /// Characters of a text.
    public static let textLength = 1...1000
    /// Digits of a telephone number, as it was said.
    public static let legalDigits = 3...15

    public let name: String?
    /// The digits as they were said, behind a `+` where that was said: a number at home needs no country.
    public let number: String?
    public let text: String?
    /// As the caller said it: `Tuesday after four`.
    public let when: String?

    /// Details of these parts; `nil` without any.
    public init?(name: String? = nil, number: String? = nil, text: String? = nil, when: String? = nil) {
      guard name != nil || number != nil || text != nil || when != nil else { return nil }
      self.init(legal: name, number, text, when)
    }

    private init(legal name: String?, _ number: String?, _ text: String?, _ when: String?) {
      self.name = name
      self.number = number
      self.text = text
      self.when = when
    }

    /// The same without card numbers and the company's secrets. A telephone number is none of them.
    func redacted(by redaction: WordRedaction) -> Self {
      Details(
        legal: name.map(redaction.redacted), number, text.map(redaction.redacted), when.map(redaction.redacted))
    }

    /// What is said back to the caller, for a recogniser hears names and numbers wrongly: the name letter by letter and the number
    /// digit by digit. `nil` where there is neither.
    public var readBack: String? {
      let parts = [name, number].compactMap { part in
        part.map { $0.filter { !$0.isWhitespace }.map { String($0).uppercased() }.joined(separator: " ") }
      }
      return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
  }

  /// Counts the call's notes from 1.
  public let number: Int
  public let kind: Kind
  public let details: Details
  /// Whether the caller has said that it was heard rightly, or there was nothing to hear wrongly.
  public let isConfirmed: Bool

  /// A note.
  public init(number: Int, kind: Kind, details: Details, isConfirmed: Bool) {
    self.number = number
    self.kind = kind
    self.details = details
    self.isConfirmed = isConfirmed
  }

  /// The same without card numbers and the company's secrets.
  func redacted(by redaction: WordRedaction) -> CallerNote {
    CallerNote(number: number, kind: kind, details: details.redacted(by: redaction), isConfirmed: isConfirmed)
  }
}

/// What the caller of one call has left.
public struct CallerNotes: Equatable, Sendable, Codable {
  public let call: Call.ID
  /// By number, at most `NoteBook.maximumNotes`.
  public private(set) var notes: [CallerNote] = []

  /// Nothing yet.
  public init(of call: Call.ID) { self.call = call }

  /// Takes out the notes that name this telephone number; how many they were.
  mutating func forget(_ number: PhoneNumber) -> Int {
    let before = notes.count
    notes.removeAll { number.isNamed(in: $0.details) }
    return before - notes.count
  }

  /// Takes a note, in place of the one with its number. What is confirmed stays so when it comes once more.
  public mutating func take(_ note: CallerNote) {
    guard let index = notes.firstIndex(where: { $0.number == note.number }) else {
      guard notes.count < NoteBook.maximumNotes else { return }
      notes.append(note)
      return notes.sort { $0.number < $1.number }
    }
    let isRepeat = notes[index].kind == note.kind && notes[index].details == note.details
    if !(isRepeat && notes[index].isConfirmed) { notes[index] = note }
  }
}
