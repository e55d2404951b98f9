import FoundationEssentials
import Generators
import Properties
import PropertyTesting
import VoiceCore

extension ProbeLaw {
  /// Property 19: over HTTP everybody sees the calls of their departments and those below, and the others aren't there.
  static let departments = ProbeLaw(number: 19, title: "Department Isolation") { server, prober in
    Property(
      19, "Department Isolation", for: .departmentCase(changes: 0...2), labels: DepartmentCase.labels
    ) { input in
      var plan = input.plan
      try await plan.write(in: server.store, of: LawTenant.id)
      try await look(plan, prober)
      for change in input.changes {
        plan.make(change)
        try await plan.write(change, in: server.store, of: LawTenant.id)
        try await look(plan, prober)
      }
    }
  }

  private struct Page: Decodable {
    struct Call: Decodable { let id: String }
    let data: [Call]
    let next_cursor: String?
  }

  private static func look(_ plan: DepartmentPlan, _ prober: Prober) async throws {
    for (person, account) in LawTenant.peopleAccounts.enumerated() {
      let seen = plan.seenCalls(person)
      var listed: [String] = []
      var target = "/v1/calls?limit=5"
      while listed.count <= DepartmentPlan.calls {
        let answer = try await prober.ask(Prober.Question(target: target), as: account)
        try requireEqual(answer.status, 200, "the list of calls")
        let page = try JSONDecoder().decode(Page.self, from: Data(answer.body))
        listed += page.data.map(\.id)
        guard let cursor = page.next_cursor else { break }
        target = "/v1/calls?limit=5&cursor=\(Percent.encoded(cursor))"
      }
      try requireEqual(
        listed, seen.reversed().map { DepartmentPlan.call($0).description },
        "the calls that \(DepartmentPlan.roles[person].rawValue) \(person) has listed")
      // One call in each look, another one for each person: the store's law looks at all.
      let call = (person * 3 + seen.count) % DepartmentPlan.calls
      for tail in ["", "/events", "/transcript"] {
        let answer = try await prober.ask(
          Prober.Question(target: "/v1/calls/\(DepartmentPlan.call(call))\(tail)"), as: account)
        try requireEqual(
          answer.status, seen.contains(call) ? 200 : 404,
          "call \(call)\(tail) for \(DepartmentPlan.roles[person].rawValue) \(person)")
      }
    }
  }
}
