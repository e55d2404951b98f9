import PropertyTesting
import Testing

private enum Plan: String, Codable, CaseIterable, Sendable { case free, paid, trial }
private enum Level: Int, Codable, Sendable { case low, high }
private struct Extension: Codable, Equatable, Sendable { let number: UInt16 }
private struct Tenant: Codable, Equatable, Sendable {
  let name: String
  let plan: Plan
  let extensions: [Extension]
  let limits: [Plan: Int]
  let notes: [String: String]
  let tags: Set<Int8>
  let parent: Extension?
  let rate: Double
  let isOpen: Bool
  let pause: Duration
}

private indirect enum Tree: Codable, Equatable, Sendable, DerivableCases {
  case leaf
  case node(Tree, value: Int, Tree)
  static let caseNames = ["leaf", "node"]

  var depth: Int { if case .node(let left, _, let right) = self { 1 + max(left.depth, right.depth) } else { 0 } }
}

private enum Shape: Codable, Sendable { case circle(radius: Int), square }
private final class Endless: Decodable, Sendable { let next: Endless }
private struct Percent: Decodable, Sendable {
  let value: Int
  init(from decoder: any Decoder) throws {
    value = try decoder.singleValueContainer().decode(Int.self)
    guard 0...100 ~= value else {
      throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "no percentage"))
    }
  }
}

@Suite("Generators derived from types")
struct DerivedTests {
  @Test func `records, enums and what is made of them are drawn with all their parts`() async {
    let tenants = await drawn(Gen<Tenant>.derived())
    #expect(Set(tenants.map(\.plan)) == Set(Plan.allCases))
    #expect(Set(tenants.map(\.extensions.count)) == Set(0...5))
    #expect(tenants.contains { $0.parent == nil } && tenants.contains { $0.parent != nil })
    #expect(tenants.contains { $0.limits.count == 3 } && tenants.contains { $0.notes.count > 2 })
    #expect(tenants.contains { $0.tags.contains(-128) } && tenants.contains { $0.extensions.first?.number == .max })
    #expect(tenants.contains { $0.name.isEmpty } && tenants.contains { $0.name.count > 10 })
    #expect(Set(tenants.map(\.isOpen)).count == 2 && tenants.contains { $0.rate != 0 })
  }

  @Test func `they shrink to the simplest, and as little as the law wants`() async {
    let simplest = await minimal(Gen<Tenant>.derived())
    #expect(
      simplest
        == Tenant(
          name: "", plan: .free, extensions: [], limits: [:], notes: [:], tags: [], parent: nil, rate: 0, isOpen: false,
          pause: .zero))
    let found = await minimal(Gen<Tenant>.derived()) { $0.extensions.count < 2 || $0.plan != .trial }
    #expect(found?.extensions == [Extension(number: 0), Extension(number: 0)] && found?.plan == .trial)
    #expect(found?.name == "" && found?.notes == [:])
  }

  @Test func `enums with payloads say their cases, and recursion ends`() async {
    let trees = await drawn(Gen<Tree>.derived())
    #expect(trees.contains(.leaf) && trees.contains { $0.depth > 2 } && trees.allSatisfy { $0.depth < 10 })
    #expect(
      await minimal(Gen<Tree>.derived()) { $0.depth < 2 } == .node(.leaf, value: 0, .node(.leaf, value: 0, .leaf)))
  }

  @Test func `parts have the generators given for them`() async {
    let percents = await drawn(Gen<[Percent?]>.derived(with: [.of(Int.self, .int(0...100))]))
    #expect(percents.joined().contains { $0?.value == 100 })
    let levels = await drawn(Gen<[Level]>.derived(with: [.of(Level.self, .element(of: [.low, .high]))]))
    #expect(levels.joined().contains(.high))
  }

  @Test func `what can't be derived says which type and what to do`() {
    func reason<Value: Decodable & Sendable>(_ type: Value.Type) -> String {
      do throws(DerivationError) {
        _ = try Derivation(of: type)
        return "nothing"
      } catch {
        return error.description
      }
    }
    #expect(reason([Shape].self).hasPrefix("no generator can be derived for Shape: "))
    #expect(reason(Shape.self).contains("an enum with payloads says its cases by DerivableCases"))
    #expect(reason(Endless.self).hasPrefix("no generator can be derived for Endless: it contains itself without end"))
    #expect(reason([String: Percent].self).contains("Percent: its init(from:) refuses what was drawn (no percentage)"))
    #expect(reason(Level.self).contains("give a generator of it: derived(…, with: [.of(Type.self, generator)])"))
    #expect(reason(Never.self) != "nothing")
  }

  @Test func `a derived case replays from its token`() async throws {
    let property = Property("tenants", for: Gen<Tenant>.derived()) { try require($0.limits.isEmpty) }
    let found = try #require(await check(property).counterexample)
    let again = await check(property, RunSettings(replay: found.token))
    #expect(again.counterexample?.value as? Tenant == found.value as? Tenant)
  }
}
