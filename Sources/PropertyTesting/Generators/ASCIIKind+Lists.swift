// So that kinds read as words where a list of them is asked for: `.ascii(.letters + .digits, count: 1...8)`.
extension [ASCIIKind] {
  /// `a` to `z`.
  public static var lowerLetters: [ASCIIKind] { [.lowerLetters] }
  /// `A` to `Z`.
  public static var upperLetters: [ASCIIKind] { [.upperLetters] }
  /// Letters of either case.
  public static var letters: [ASCIIKind] { ASCIIKind.letters }
  /// `0` to `9`.
  public static var digits: [ASCIIKind] { [.digits] }
  /// All other signs that can be seen.
  public static var punctuation: [ASCIIKind] { [.punctuation] }
  /// All that can be seen, and the space.
  public static var printable: [ASCIIKind] { ASCIIKind.printable }
}
