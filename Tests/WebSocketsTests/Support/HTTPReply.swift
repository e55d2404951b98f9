/// An HTTP reply as a plain client reads it: a status, fields, and `Content-Length` bytes.
struct HTTPReply: Equatable {
  let status: Int
  let fields: [String: String]
  let body: String

  /// The whole replies at the front of a text (ASCII, as in these tests).
  static func parse(_ text: String) -> [HTTPReply] {
    var replies: [HTTPReply] = []
    var rest = text[...]
    while let end = rest.firstRange(of: "\r\n\r\n") {
      let lines = rest[..<end.lowerBound].split(separator: "\r\n")
      guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else { break }
      var fields: [String: String] = [:]
      for line in lines.dropFirst() {
        let parts = line.split(separator: ":", maxSplits: 1)
        fields[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
      }
      guard let length = fields["content-length"].flatMap({ Int($0) }) else { break }
      let bytes = rest[end.upperBound...].utf8
      guard bytes.count >= length else { break }
      let body = bytes.prefix(length)
      replies.append(HTTPReply(status: status, fields: fields, body: String(Substring(body))))
      rest = rest[body.endIndex...]
    }
    return replies
  }
}
