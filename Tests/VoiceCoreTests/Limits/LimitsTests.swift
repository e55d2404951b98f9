import Testing

@Suite("Limits")
struct LimitsTests {
  @Test(arguments: Limit.all) func `a figure is as it is documented`(_ limit: Limit) {
    #expect(limit.found == limit.stated, "\(limit.name)")
  }

  @Test func `no figure is stated twice`() {
    #expect(Set(Limit.all.map(\.name)).count == Limit.all.count)
  }
}
