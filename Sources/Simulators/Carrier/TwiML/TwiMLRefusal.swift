/// Why the carrier refuses an answer or what is in it; the caller hears an application error and the call ends.
public struct TwiMLRefusal: Error, Equatable, Sendable, CustomStringConvertible {
  /// The carrier's error code, as far as it is known; the numbers of single cases are from general knowledge.
  public let code: Int
  /// What is wrong, in one sentence; may quote the document.
  public let reason: String

  package init(_ code: Int, _ reason: String) {
    self.code = code
    self.reason = reason
  }

  public var description: String { "\(code): \(reason)" }

  /// Not XML, no `<Response>`, or an unknown verb.
  package static func document(_ reason: String) -> Self { Self(12100, reason) }
  /// A known element in a wrong place, an unknown attribute, or a value that is out of bounds.
  package static func schema(_ reason: String) -> Self { Self(12200, reason) }
  /// A media type that is not XML.
  package static func contentType(_ reason: String) -> Self { Self(12300, reason) }
  /// A status other than 2xx, or no connection.
  package static func retrieval(_ reason: String) -> Self { Self(11200, reason) }
  /// No whole answer within the time budget.
  package static func timeout(_ reason: String) -> Self { Self(11205, reason) }
  /// A body above the limit.
  package static func tooLarge(_ reason: String) -> Self { Self(11750, reason) }
  /// An address that cannot be requested.
  package static func url(_ reason: String) -> Self { Self(11100, reason) }
}
