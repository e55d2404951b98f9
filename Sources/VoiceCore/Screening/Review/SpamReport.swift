/// Somebody of the tenant, or one of its machines, says that a caller is spam. It counts in the caller's reputation.
public struct SpamReport: Equatable, Sendable, Codable {
  /// Names one report.
  public typealias ID = Identifier<SpamReport>
  /// Characters of a note.
  public static let maximumNoteLength = 500

  /// Who reports.
  public enum Reporter: Equatable, Sendable, Codable {
    case user(User.ID)
    case key(APIKey.ID)
  }

  public let id: ID
  /// The call that it is about, if it is about one.
  public let call: Call.ID?
  /// The caller; `nil` when the call's caller withheld the number.
  public let number: PhoneNumber?
  public let reporter: Reporter
  public let at: Timestamp
  /// What the reporter says about it.
  public let note: String

  /// A report of these parts.
  public init(
    id: ID, call: Call.ID?, number: PhoneNumber?, reporter: Reporter, at: Timestamp, note: String = ""
  ) {
    self.id = id
    self.call = call
    self.number = number
    self.reporter = reporter
    self.at = at
    self.note = note
  }
}

extension SpamReport.Reporter {
  /// Whoever made the request.
  public init(_ bearer: Bearer) {
    switch bearer {
    case .user(let id, _, _): self = .user(id)
    case .key(let id, _, _): self = .key(id)
    }
  }
}
