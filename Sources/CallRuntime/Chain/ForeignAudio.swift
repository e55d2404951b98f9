/// Where others spoke between the words of a member of the chain, who counts its own bytes only: places in all that was said since the
/// call was joined are those of the member, and back.
struct ForeignAudio {
  /// All that was given to the floor, in μ-law bytes.
  private(set) var said = 0
  /// Where the member's first byte comes, or came.
  private var beginning = 0
  /// What was said in between, in order.
  private var spans: [Range<Int>] = []

  /// The member said so much.
  mutating func memberSaid(_ bytes: Int) { said += bytes }

  /// Somebody else did.
  mutating func othersSaid(_ bytes: Int) {
    guard bytes > 0 else { return }
    if let last = spans.last, last.upperBound == said {
      spans[spans.count - 1] = last.lowerBound..<said + bytes
    } else {
      spans.append(said..<said + bytes)
    }
    said += bytes
  }

  /// Another member begins here.
  mutating func memberChanged() { (beginning, spans) = (said, []) }

  /// How much of the member's own audio comes before this place.
  func ownPosition(of place: Int) -> Int {
    let foreign = spans.reduce(0) { sum, span in sum + max(min(span.upperBound, place) - span.lowerBound, 0) }
    return max(place - beginning - foreign, 0)
  }
}
