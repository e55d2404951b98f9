public import VoiceCore

extension Benchmark {
  /// One call's ring-time screening against a tenant that has as many rules on numbers and keywords as it may have.
  public static let screening = Benchmark(
    "screening", operation: "screen one call (number and name) by 100,000 rules on numbers and keywords",
    operationsPerSample: 10_000, perform: screen(CrowdedOffice.samples, by: CrowdedOffice.full))

  /// One utterance against the same rules: forty words, every other one of them a keyword.
  public static let screeningSpeech = Benchmark(
    "screening-speech", operation: "screen one utterance of 40 words by 100,000 rules on numbers and keywords",
    operationsPerSample: 2000,
    perform: screen([ScreeningSample(caller: .withheld, said: [CrowdedOffice.speech])], by: CrowdedOffice.full))

  /// One utterance against as many patterns as a tenant may have.
  public static let screeningPatterns = Benchmark(
    "screening-patterns", operation: "screen one utterance of 40 words by 1,000 patterns", operationsPerSample: 100,
    perform: screen([ScreeningSample(caller: .withheld, said: [CrowdedOffice.speech])], by: CrowdedOffice.patterned))

  /// What a change of one rule costs the next call, beside reading the rules.
  public static let screeningCompile = Benchmark(
    "screening-compile", operation: "compile 100,000 rules on numbers and keywords", operationsPerSample: 1
  ) { count in
    for _ in 0..<count where CompiledScreening(rules: CrowdedOffice.rules).size == 0 { throw Unexpected() }
  }

  private static func screen(
    _ samples: [ScreeningSample], by rules: CompiledScreening
  ) -> @Sendable (Int) async throws -> Void {
    { count in
      // A sum of what was found, so that the work can't be left out; most utterances match no pattern.
      var found = 0
      for index in 0..<count {
        found += 1 + rules.verdict(on: samples[index % samples.count], by: .standard).reasons.count
      }
      if found < count { throw Unexpected() }
    }
  }
}

/// A tenant with as many rules as it may have: a third on numbers, a third on prefixes and ranges, a third on words.
public enum CrowdedOffice {
  /// The rules, in the order of their ids.
  public static let rules: [SpamRule] = (0..<ScreeningLimits.numbersAndKeywords).compactMap { index in
    sign(index).map { SpamRule(id: Identifier(UInt128(index + 1)), sign: $0, action: .flag, weight: 1) }
  }

  static let full = CompiledScreening(rules: rules)

  static let patterned: CompiledScreening = {
    let texts = ["free .{0,5}cruise", #"\bwarrant(y|ies)\b"#, "(call|press) +(now|one)", #"\d{3,5} dollars"#]
    return CompiledScreening(
      rules: (0..<ScreeningLimits.patterns).compactMap { index in
        (try? SpamPattern(word(index) + " " + texts[index % texts.count])).map {
          SpamRule(id: Identifier(UInt128(index + 1)), sign: .pattern($0), action: .flag, weight: 1)
        }
      })
  }()

  /// Callers who meet some rules and callers who meet none.
  static let samples: [ScreeningSample] = (0..<64).compactMap { index in
    number(index * 1499 + index % 2).map {
      ScreeningSample(caller: .number($0), name: index % 3 == 0 ? "\(word(index * 3 + 2)) services" : "Ann Smith")
    }
  }

  static let speech = (0..<20).map { "hello \(word($0 * 301 + 2))" }.joined(separator: " ")

  private static func sign(_ index: Int) -> SpamRule.Sign? {
    switch index % 6 {
    case 0, 3: number(index).map(SpamRule.Sign.number)
    case 1: number(index).flatMap { NumberPrefix(String($0.e164.dropLast(2))) }.map(SpamRule.Sign.prefix)
    case 4:
      number(index).flatMap { first in number(index + 5).flatMap { NumberRange(first, $0) } }
        .map(SpamRule.Sign.range)
    case 2: Keyword(word(index)).map(SpamRule.Sign.keyword)
    default: Keyword("\(word(index)) \(word(index + 1))").map(SpamRule.Sign.keyword)
    }
  }

  private static func number(_ index: Int) -> PhoneNumber? { PhoneNumber("+1415\(2_000_000 + index)") }

  /// Words of letters that no two indexes share.
  private static func word(_ index: Int) -> String {
    let letters = Array("bcdfghjklmnpqrstvwxz")
    var (rest, word) = (index, "")
    repeat {
      word += "\(letters[rest % 20])a"
      rest /= 20
    } while rest > 0
    return word
  }
}
