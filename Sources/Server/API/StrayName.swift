/// A field's or parameter's name that a client has made up, as it may be shown back to it.
enum StrayName {
  /// The longest that is shown; none of ours is longer.
  static let maximumLength = 32

  /// The name, when it looks like one of ours (`snake_case`); `nil` for everything else, which may be a key, a token or a
  /// number that strayed there (property 38).
  static func shown(_ name: String) -> String? {
    let isOrdinary = name.utf8.allSatisfy {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "_")
    }
    return (1...maximumLength).contains(name.utf8.count) && isOrdinary ? name : nil
  }
}
