/// Which part of a body a request asks for (RFC 9110, section 14). One range is served; several, other units and what is malformed
/// mean the whole, as that section allows.
public enum ByteRange: Equatable, Sendable {
  case whole
  /// From the first to before the last.
  case part(Range<Int>)
  /// It begins behind the end.
  case notSatisfiable

  /// What a request asks for of a body of so many bytes.
  public init(_ request: Request, of count: Int) {
    // There is nothing that `If-Range` could name: the whole is always right.
    guard let header = request.headers["Range"], request.headers["If-Range"] == nil, header.hasPrefix("bytes=") else {
      self = .whole
      return
    }
    let ends = header.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard ends.count == 2, ends.allSatisfy(Self.isNumber), ends != ["", ""] else {
      self = .whole
      return
    }
    // More digits than fit mean more bytes than there are.
    let (first, last) = (Int(ends[0]) ?? .max, Int(ends[1]) ?? .max)
    switch (ends[0].isEmpty, ends[1].isEmpty) {
    case (true, _): self = last > 0 && count > 0 ? .part(count - min(last, count)..<count) : .notSatisfiable
    case (false, false) where last < first: self = .whole
    case (false, let isOpen):
      guard first < count else {
        self = .notSatisfiable
        return
      }
      self = .part(first..<(isOpen ? count : min(last, count - 1) + 1))
    }
  }

  private static func isNumber(_ text: String) -> Bool {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}

extension Response {
  /// The part of this answer that the request asks for; all of it where it asks for none.
  public func ranged(for request: Request) -> Response {
    ranged(for: request, of: body.count) { response, part in
      if part.count < body.count { response.body = Array(body[part]) }
    }
  }

  /// The same where the body, of so many bytes, comes in pieces: `piece` gives some from an offset on, `nil` when they can't be had.
  public func ranged(
    for request: Request, of count: Int, _ piece: @escaping @Sendable (Int) async -> [UInt8]?
  ) -> Response {
    ranged(for: request, of: count) { response, part in
      if !part.isEmpty { response.live = LiveBody(part, piece) }
    }
  }

  private func ranged(
    for request: Request, of count: Int, fill: (inout Response, Range<Int>) -> Void
  ) -> Response {
    var response = self
    response.headers["Accept-Ranges"] = "bytes"
    switch ByteRange(request, of: count) {
    case .whole: fill(&response, 0..<count)
    case .part(let part):
      response.status = .partialContent
      response.headers["Content-Range"] = "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(count)"
      fill(&response, part)
    case .notSatisfiable:
      response = Response(.rangeNotSatisfiable, headers: ["Content-Range": "bytes */\(count)"])
    }
    return response
  }
}
