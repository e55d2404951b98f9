/// How digits are read aloud, in the languages that receptionists speak most: all of them at once, for a caller may say a number in
/// another language than the call's. Words are folded (`FoldedText`).
///
/// Hundreds and thousands aren't here: card numbers are read by digits or by pairs of digits.
enum NumberWords {
  /// What a word says of a number.
  enum Meaning: Equatable, Sendable {
    /// These digits.
    case digits([UInt8])
    /// So many tens, and the units that may follow: `forty one`.
    case tens(UInt8)
    /// The next digit so many times: `double four`.
    case times(Int)
  }

  /// What a folded word means; `nil` when it is no number.
  static func meaning(of word: String) -> Meaning? { meanings[word] }

  /// Whether a folded word may stand between two digits of one number: a breath, a link, or a separator that is read aloud.
  static func isFiller(_ word: String) -> Bool { fillers.contains(word) }

  private static let units: [[String]] = [
    ["zero", "oh", "o", "null", "cero", "nul", "zéro", "nil", "nought"],
    ["one", "eins", "ein", "uno", "un", "une", "una", "uma", "een"],
    ["two", "zwei", "zwo", "dos", "deux", "due", "dois", "duas", "twee"],
    ["three", "drei", "tres", "trois", "tre", "três", "drie"],
    ["four", "vier", "cuatro", "quatre", "quattro", "quatro"],
    ["five", "fünf", "fuenf", "cinco", "cinq", "cinque", "vijf"],
    ["six", "sechs", "seis", "sei", "meia", "zes"],
    ["seven", "sieben", "siete", "sept", "sette", "sete", "zeven"],
    ["eight", "acht", "ocho", "huit", "otto", "oito"],
    ["nine", "neun", "nueve", "neuf", "nove", "negen", "niner"],
  ]

  private static let teens: [[String]] = [
    ["ten", "zehn", "diez", "dix"], ["eleven", "elf", "onze"], ["twelve", "zwölf", "zwoelf", "doce", "douze"],
    ["thirteen", "dreizehn", "trece", "treize"], ["fourteen", "vierzehn", "catorce", "quatorze"],
    ["fifteen", "fünfzehn", "quince", "quinze"], ["sixteen", "sechzehn", "dieciséis", "seize"],
    ["seventeen", "siebzehn", "diecisiete"], ["eighteen", "achtzehn", "dieciocho"],
    ["nineteen", "neunzehn", "diecinueve"],
  ]

  private static let tens: [[String]] = [
    ["twenty", "zwanzig", "veinte", "vingt"], ["thirty", "dreißig", "dreissig", "treinta", "trente"],
    ["forty", "fourty", "vierzig", "cuarenta", "quarante"], ["fifty", "fünfzig", "cincuenta", "cinquante"],
    ["sixty", "sechzig", "sesenta", "soixante"], ["seventy", "siebzig", "setenta"],
    ["eighty", "achtzig", "ochenta"], ["ninety", "neunzig", "noventa"],
  ]

  private static let repetitions: [(String, Int)] = [
    ("double", 2), ("doppel", 2), ("zweimal", 2), ("doble", 2), ("triple", 3), ("treble", 3), ("dreimal", 3),
    ("quadruple", 4),
  ]

  private static let fillers: Set<String> = Set(
    [
      "uh", "um", "er", "erm", "hm", "hmm", "mm", "ah", "and", "then", "next", "ok", "okay", "so", "pause", "dash",
      "hyphen", "minus", "space", "point", "dot", "comma", "slash", "äh", "ähm", "öh", "und", "dann", "strich", "komma",
      "punkt", "leerzeichen", "eh", "este", "y", "luego", "guion", "espacio", "coma", "et", "euh", "puis", "tiret",
      "espace", "virgule", "e", "poi",
    ].map(folded))

  private static let meanings: [String: Meaning] = {
    var meanings: [String: Meaning] = [:]
    func add(_ words: [String], _ meaning: Meaning) { for word in words { meanings[folded(word)] = meaning } }
    for (value, words) in units.enumerated() { add(words, .digits([UInt8(value)])) }
    for (value, words) in teens.enumerated() { add(words, .digits([1, UInt8(value)])) }
    for (value, words) in tens.enumerated() { add(words, .tens(UInt8(value + 2))) }
    for (word, count) in repetitions { add([word], .times(count)) }
    // German says units first: einundvierzig.
    let german = ["ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]
    for (ten, words) in tens.enumerated() {
      for (unit, name) in german.enumerated() {
        add(words.map { "\(name)und\($0)" }, .digits([UInt8(ten + 2), UInt8(unit + 1)]))
      }
    }
    return meanings
  }()

  private static func folded(_ word: String) -> String { FoldedText(word).words.first ?? word }
}
