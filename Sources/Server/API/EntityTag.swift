internal import VoiceCore
internal import Web

/// The state of a thing as somebody has read it: whoever changes it may say which, and is refused when it isn't in it any more
/// (RFC 9110, sections 8.8.3 and 13.1.1).
struct EntityTag: Sendable {
  static let header = "ETag"

  /// In quotes.
  private let text: String

  /// The tag of a thing as it is shown.
  init(of shown: Response, by keyed: KeyedDigest) {
    text = "\"\(keyed.digest("entity|" + String(decoding: shown.body, as: UTF8.self)).hex.prefix(32))\""
  }

  /// Which states a request means.
  struct Condition: Sendable {
    static let header = "If-Match"

    /// `nil` for any that there is.
    private let tags: Set<String>?
    private let keyed: KeyedDigest

    /// What `If-Match` says; any when there is none.
    init(of request: Request, by keyed: KeyedDigest) throws(APIFault) {
      self.keyed = keyed
      let words: [String] = request.headers.all(Self.header).joined(separator: ",").split(separator: ",")
        .map { word in word.filter { $0 != " " } }
      guard !words.isEmpty, words != ["*"] else {
        tags = nil
        return
      }
      let isWhole = words.allSatisfy { word in
        let tag = word.hasPrefix("W/") ? word.dropFirst(2) : Substring(word)
        return tag.count >= 2 && tag.hasPrefix("\"") && tag.hasSuffix("\"")
      }
      guard isWhole else {
        throw .problem(
          Problem(
            .badRequest, "Malformed header", detail: "The `ETag` of what was read, in its quotes.", field: Self.header,
            in: .header))
      }
      tags = Set(words)
    }

    /// Whether a thing that is shown so is in one of them. What is marked as weak matches nothing.
    func holds(for shown: Response) -> Bool {
      tags.map { $0.contains(EntityTag(of: shown, by: keyed).text) } ?? true
    }

    /// How it is described.
    static let parameter = Operation.Parameter(
      header, in: .header, "The `ETag` of what was read: what has been changed since isn't changed by this request.",
      schema: #"{"type":"string"}"#)
    static let answer = Operation.Answer(412, "It has been changed since; read it again.")
  }

  /// The answer, with the tag of what it shows.
  static func added(to response: Response, by keyed: KeyedDigest) -> Response {
    var tagged = response
    tagged.headers[header] = EntityTag(of: response, by: keyed).text
    return tagged
  }
}

extension APIFault {
  /// 412: it isn't what it was when it was read.
  static var changedMeanwhile: APIFault {
    .problem(
      Problem(
        .preconditionFailed, "Changed meanwhile", detail: "Read it again, then change it.",
        field: EntityTag.Condition.header, in: .header))
  }
}
