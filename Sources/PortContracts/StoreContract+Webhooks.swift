import VoiceCore

extension StoreContract {
  static let webhooks: [ContractCheck<any Store>] = [
    ContractCheck("deliveries are found by when they are due, newest first by how they stand, and page by page") {
      store in
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        for (number, isParked) in [(3, false), (1, true), (4, true), (2, false)] {
          try await scope.save(Sample.delivery(number, parked: isParked))
        }
        try await scope.save(Sample.delivery(1, to: 2))
        try await scope.save(Sample.delivery(9, of: 2))
      }
      let found = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        let first = try await scope.webhooks(of: Sample.id(1), nil, after: nil, limit: 2)
        let parked = try await scope.webhooks(of: Sample.id(1), .parked, after: nil, limit: 1)
        return [
          try await scope.webhooksByDue(of: Sample.id(1), limit: 3), first,
          try await scope.webhooks(
            of: Sample.id(1), nil, after: first.last.map(WebhookDeliveryCursor.init), limit: 9),
          parked,
          try await scope.webhooks(
            of: Sample.id(1), .parked, after: parked.last.map(WebhookDeliveryCursor.init), limit: 9),
          try await scope.oldestWebhooks(of: Sample.id(1), .pending, limit: 2),
          try await scope.webhooks(of: Sample.id(1), before: Sample.delivery(4).id.event, limit: 2),
          try await scope.webhooks(of: Sample.id(1), before: Sample.delivery(9, of: 2).id.event, limit: 9),
        ]
      }
      try expect(
        "deliveries", found.map { $0.map(\.event.ordinal) },
        is: [[2, 3, 9], [9, 4], [3, 2, 1], [4], [1], [2, 3], [3, 2], []])
    },
    ContractCheck("a delivery that is taken out is gone, once and for all") { store in
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        for number in [1, 2] { try await scope.save(Sample.delivery(number)) }
      }
      for _ in 1...2 {
        try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
          try await scope.removeWebhookDelivery(Sample.delivery(1).id)
        }
      }
      let left = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.oldestWebhooks(of: Sample.id(1), nil, limit: 5)
      }
      try expect("left", left, is: [Sample.delivery(2)])
    },
  ]
}
