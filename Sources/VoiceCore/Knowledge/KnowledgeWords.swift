/// How a text becomes the words by which entries are found: folded, and without the endings that one word takes.
///
/// Both sides are cut alike, so that an ending cut wrongly harms nobody but a word that looks alike then.
enum KnowledgeWords {
  /// Different words of one text that count; what comes after them isn't looked at.
  static let maximumWords = 64
  /// A term isn't cut below so many letters.
  private static let shortestTerm = 4

  /// The different words of a text as they are compared, in their order.
  static func words(of text: String) -> [String] {
    var seen: Set<String> = []
    var words: [String] = []
    for word in FoldedText(text).words where seen.insert(word).inserted {
      words.append(word)
      if words.count == maximumWords { break }
    }
    return words
  }

  /// The terms of a text, which may be longer than one that is folded at once; no more scalars of it than so many are looked at.
  static func terms(of text: String, atMost length: Int) -> Set<String> {
    var terms: Set<String> = []
    let scalars = text.unicodeScalars.prefix(length)
    for run in scalars.split(whereSeparator: { $0.properties.isWhitespace }) {
      var rest = run
      while !rest.isEmpty {
        terms.formUnion(FoldedText(String(rest.prefix(FoldedText.maximumLength))).words.map(term(of:)))
        rest = rest.dropFirst(FoldedText.maximumLength)
      }
    }
    return terms
  }

  /// What the forms of a word have in common: `price` and `prices`, `abierto` and `abierta`, `open` and `opening`.
  /// Words of other letters than a–z, and what holds a digit, stay whole.
  static func term(of word: String) -> String {
    var letters = Array(word.utf8)
    guard letters.count >= shortestTerm, letters.allSatisfy(isLetter) else { return word }
    for ending in endings where letters.count - ending.count >= shortestTerm && letters.ends(with: ending) {
      letters.removeLast(ending.count)
      break
    }
    if letters.last == UInt8(ascii: "s"), letters.count >= shortestTerm, let before = letters.dropLast().last,
      !unstrippedBeforeS.contains(before)
    {
      letters.removeLast()
    }
    if let last = letters.last, letters.count > shortestTerm, vowels.contains(last) { letters.removeLast() }
    if letters.count > shortestTerm - 1, letters.last == letters.dropLast().last { letters.removeLast() }
    return String(decoding: letters, as: UTF8.self)
  }

  /// Words that say little about what is asked, in the languages that the receptionist has words of its own in. Those of
  /// other languages are told by how often they stand in a tenant's entries.
  static func isFunctionWord(_ word: String) -> Bool { functionWords.contains(word) }

  private static let functionWords = Set(
    """
    a an and any anyone anything are as at be been by can could did do does for from get give had has have hello hey hi how i \
    id if im in is it its just know like many may me much my need of on one or our out please say so some such tell than thank thanks \
    that the their them then there these they this to up us use used using want was we well were what when where whether which who why \
    will with would you your about know wonder wondering question excuse sorry ok okay yes no not \
    al algo alguien como con cual cuales cuando cuanto cuanta de decir decirme del donde el ella en eres es esta estan este \
    favor hay hola la las le les lo los me mi mis necesito no o os para pero por porfavor puede pueden puedo que quiero \
    quien quisiera saber se si su sus te tiene tienen tengo tu un una unas unos usted ustedes y ya yo gracias
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  private static let endings = ["ings", "ing", "ies", "ied", "ed", "es", "y"].map { Array($0.utf8) }
  private static let unstrippedBeforeS = Set("sui".utf8)
  private static let vowels = Set("aeio".utf8)

  private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
}

extension [UInt8] {
  fileprivate func ends(with ending: [UInt8]) -> Bool { suffix(ending.count).elementsEqual(ending) }
}
