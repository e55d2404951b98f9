import VoiceCore

extension StoreContract {
  static let text: [ContractCheck<any Store>] = [
    ContractCheck("unusual text comes back byte for byte") { store in
      for (index, text) in unusual.enumerated() {
        let number = UInt128(index + 1)
        let user = User(
          id: Sample.id(number), email: Sample.email("u\(index)@a.example"), name: text, role: .agent,
          password: PasswordVerifier(text: text))
        let waiting = WaitingCaller(call: Sample.id(number), arrival: Sample.moment, skills: [Skill(text)])
        try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
          try await scope.save(Sample.tenant(Sample.tenantA, named: text, at: "a.example"))
          try await scope.save(user)
          try await scope.save(Sample.department(number, named: text))
          try await scope.save(Sample.entry(number, answer: text))
          try await scope.save(Sample.call(number), facts: [], intentions: [], at: Sample.moment)
          try await scope.append([Utterance(.caller, text, at: Sample.moment)], to: Sample.id(number))
          var queue = CallQueue(department: Sample.id(number))
          _ = queue.enter(waiting)
          try await scope.save(queue)
        }
        let kept = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
          [
            try await scope.tenant()?.name, try await scope.user(user.id)?.name,
            try await scope.user(user.id)?.password.text, try await scope.department(Sample.id(number))?.name,
            try await scope.knowledge().first { $0.id == Sample.id(number) }?.answer,
            try await scope.transcript(of: Sample.id(number)).first?.text,
          ]
        }
        for (place, seen) in kept.enumerated() {
          try expect(
            seen.map { Array($0.utf8) } == Array(text.utf8), "text \(index) came back changed from place \(place)")
        }
        let queue = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
          try await scope.queue(of: Sample.id(number))
        }
        try expect("the queue", queue.waiting, is: [waiting])
      }
    },
    ContractCheck("keys of unusual text are told apart, and are equal when the text is") { store in
      let locals = ["a\0b", "a\0c", "a", "a'--", "a\"", "a%", "a_", "😀", "a\\", "\u{E9}"]
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        for (index, local) in locals.enumerated() {
          try await scope.save(Sample.user(UInt128(index + 1), local + "@a.example"))
          try await scope.save(Sample.grant(local))
        }
      }
      for (index, local) in locals.enumerated() {
        let user = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
          try await scope.user(Sample.email(local + "@a.example"))
        }
        try expect("the holder of address \(index)", user?.id, is: Sample.id(UInt128(index + 1)))
        let holder = try await store.platform.tenant(granting: TokenDigest(hex: local))
        try expect("the tenant of grant \(index)", holder, is: Sample.tenantA)
      }
      // Swift's strings are equal when they are canonically equivalent (Unicode Standard Annex 15), so the keys are
      // too.
      let decomposed = "e\u{301}"
      let same = await store.failure(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.user(99, decomposed + "@a.example"))
      }
      try expect("the same address in another spelling", same, is: .taken(.email))
      let grant = await store.failure(for: Sample.tenantB) { scope throws(StoreFailure) in
        try await scope.save(Sample.grant(decomposed))
      }
      try expect("the same digest in another spelling", grant, is: .taken(.streamToken))
    },
    ContractCheck("extreme numbers come back as they were") { store in
      let extremes: [Timestamp] = [.min, .max, Timestamp(microseconds: -1), Timestamp(microseconds: 0)]
      let sure: [Double] = [0.1, 0.8.nextUp, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .infinity]
      let facts =
        extremes.map { Call.Fact.answered(at: $0) }
        + sure.map { .conversation(.languageSettled(.spanish, .detected(confidence: $0))) }
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.entry(1, priority: .min))
        try await scope.save(Sample.entry(2, priority: .max))
        for (index, moment) in extremes.enumerated() {
          let number = UInt128(index + 1)
          let call = Call(
            id: Sample.id(number), carrierID: Sample.carrierID("CA\(number)"), direction: .outbound, caller: .withheld,
            dialled: Sample.number(1), startedAt: moment, language: .spanish)
          try await scope.save(call, facts: facts, intentions: [], at: moment)
        }
      }
      let (entries, kept, calls) = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        (
          try await scope.knowledge(), try await scope.facts(of: Sample.id(1)),
          try await scope.calls(after: CallCursor(startedAt: .max, call: Sample.id(.max)), limit: .max)
        )
      }
      try expect("priorities", entries.map(\.priority), is: [.max, .min])
      // Compared without being printed: the text of a moment at the end of the range is not this contract's affair.
      try expect(kept.map(\.fact) == facts, "facts came back changed")
      try expect("the time of facts", kept.first?.at.microseconds, is: .min)
      let moments = extremes.map(\.microseconds).sorted()
      try expect("calls", calls.map(\.startedAt.microseconds), is: moments.reversed())
    },
  ]

  /// Text that has broken stores before.
  static let unusual: [String] = [
    "", " ", "\0", "before\0after", "'; DROP TABLE calls; --", "\"quoted\" 'twice' `thrice`",
    "%_\\*?[]{}$1 :name @name",
    "\u{FEFF}mark", "é e\u{301} ﬁ", "👩‍👩‍👧‍👦🏳️‍🌈", "שלום مرحبا \u{202E}abc", "line\r\nbreak\ttab\u{85}\u{2028}\u{2029}",
    "\u{1}\u{1F}\u{7F}", "\u{FFFF}\u{10FFFF}", "null", "{\"json\":[1]}", "/../../etc/passwd",
    String(repeating: "长い文 ", count: 100_000),
  ]
}

extension Timestamp {
  fileprivate static var min: Timestamp { Timestamp(microseconds: .min) }
  fileprivate static var max: Timestamp { Timestamp(microseconds: .max) }
}
