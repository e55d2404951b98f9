/// One recorded decision of a generator. A case is nothing but the sequence of them.
struct Choice: Hashable, BitwiseCopyable {
  enum Kind: UInt8 {
    /// A number with arithmetic meaning: it may be lowered, moved to a neighbour, renumbered.
    case integer
    /// Which of several alternatives, simplest first.
    case index
    /// Yes or no, with no as the simpler one.
    case flag
    /// Whether a collection has one more element.
    case more
    /// A floating-point number; its value is its place in `RealOrder`.
    case real
  }

  let kind: Kind
  let domain: Domain
  let value: UInt64

  var rank: UInt64 { domain.rank(of: value) }
}
