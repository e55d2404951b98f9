extension Shrinker {
  private static var digitsTried: [Int] { [1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 40, 52] }
  private static var partnersOfReals: Int { 4 }

  /// Makes floating-point numbers simpler: of the other sign, whole, with fewer digits after the point, then smaller; and
  /// moves value from one to another, so that a sum or a difference stays.
  mutating func simplifyReals() async {
    var place = 0
    while place < best.choices.count, !isSpent {
      if best.choices[place].kind == .real { await simplifyReal(place) }
      place += 1
    }
    place = 0
    while place < best.choices.count, !isSpent {
      if best.choices[place].kind == .real { await moveReal(place) }
      place += 1
    }
  }

  private func real(_ place: Int) -> Double? {
    guard let choice = best.choice(place), choice.kind == .real else { return nil }
    return RealOrder.number(at: choice.value)
  }

  private mutating func simplifyReal(_ place: Int) async {
    for rank in UInt64(0)..<3 {
      guard let choice = best.choice(place), choice.rank > rank else { return }
      if await attempt(place, choice.domain.target + rank) { return }
    }
    await makeFinite(place)
    guard let number = real(place), number.isFinite else { return }
    if number < 0 { _ = await attempt(place, -number) }
    await makeWhole(place)
    if let number = real(place), RealOrder.digitsAfterPoint(number) > 0 { await shortenFraction(place) }
    await lowerMagnitude(place)
  }

  private mutating func makeFinite(_ place: Int) async {
    guard let number = real(place), !number.isFinite || number == 0 else { return }
    let plainer: [Double] =
      number.isNaN
      ? [.infinity, .nan, -.nan] : number == 0 ? [] : [.greatestFiniteMagnitude, -.greatestFiniteMagnitude, .infinity]
    for candidate in plainer where await attempt(place, candidate) { break }
    if let now = real(place), now.isInfinite, number.isNaN { await makeFinite(place) }
  }

  private mutating func makeWhole(_ place: Int) async {
    guard let number = real(place), RealOrder.digitsAfterPoint(number) > 0 else { return }
    let below = number.magnitude.wholePart
    for whole in [below, below + 1, below > 0 ? below - 1 : below + 2]
    where await attempt(place, number < 0 ? -whole : whole) {
      return
    }
  }

  private mutating func shortenFraction(_ place: Int) async {
    for digits in Self.digitsTried {
      guard let number = real(place), digits < RealOrder.digitsAfterPoint(number) else { break }
      let unit = Double(sign: .plus, exponent: -digits, significand: 1)
      guard number.magnitude < 0x1p53 * unit else { break }
      let below = (number.magnitude / unit).wholePart * unit
      let sign: Double = number < 0 ? -1 : 1
      if await attempt(place, sign * below) { break }
      if await attempt(place, sign * (below + unit)) { break }
    }
    // The digits after the point may be all that matters.
    guard let number = real(place), number.magnitude >= 1, number.magnitude < 0x1p53 else { return }
    let rest = number.magnitude - number.magnitude.wholePart
    for whole in [0.0, 1] where whole + rest < number.magnitude {
      if await attempt(place, number < 0 ? -(whole + rest) : whole + rest) { return }
    }
  }

  /// Among the numbers of as many digits after the point and of the same sign: doubling distances from the least, then
  /// halving what is left, then some steps, as failing need not be monotone.
  private mutating func lowerMagnitude(_ place: Int) async {
    guard let number = real(place), number.isFinite, number != 0 else { return }
    let base = RealOrder.firstMagnitude(like: number)
    guard let start = magnitude(place), start > base else { return }
    if await attempt(place, magnitude: base) { return }
    var low = base
    var step: UInt64 = 1
    while let now = magnitude(place), step < now - base, !isSpent {
      if await attempt(place, magnitude: base + step) { break }
      low = base + step
      step = step > .max / 4 ? now : step * 2 + 1
    }
    while let now = magnitude(place), now > low + 1, !isSpent {
      let middle = low + (now - low) / 2
      if await attempt(place, magnitude: middle) == false { low = middle }
    }
    for step in UInt64(1)...2 {
      guard let now = magnitude(place), now >= base + step else { return }
      _ = await attempt(place, magnitude: now - step)
    }
  }

  private func magnitude(_ place: Int) -> UInt64? { real(place).map { (RealOrder.place(of: $0) + 1) / 2 } }

  private mutating func attempt(_ place: Int, magnitude: UInt64) async -> Bool {
    guard let number = real(place) else { return false }
    return await attempt(place, magnitude == 0 ? 0 : magnitude * 2 - (number < 0 ? 0 : 1))
  }

  private mutating func attempt(_ place: Int, _ number: Double) async -> Bool {
    await attempt(place, RealOrder.place(of: number))
  }

  private mutating func attempt(_ place: Int, _ value: UInt64) async -> Bool {
    guard let choice = best.choice(place), value >= choice.domain.target, value < choice.value else { return false }
    var ranks = best.ranks
    ranks[place] = value - choice.domain.target
    return await attempt(ranks, within: best.owner(of: place))
  }

  // MARK: - Two numbers

  private mutating func moveReal(_ place: Int) async {
    var partner = place + 1
    var partners = 0
    while partners < Self.partnersOfReals, partner < best.choices.count, !isSpent {
      if best.choices[partner].kind == .real {
        partners += 1
        await move(place, partner)
      }
      partner += 1
    }
  }

  /// All of the first to the second, or what it has after the point; or as much off both.
  private mutating func move(_ place: Int, _ partner: Int) async {
    guard let first = real(place), let second = real(partner), first.isFinite, second.isFinite else { return }
    let rest = first.magnitude - first.magnitude.wholePart
    for part in first == 0 ? [] : rest == 0 ? [first] : [first, first < 0 ? -rest : rest] {
      if await attempt(place, first - part, partner, second + part) { return }
      if await attempt(place, first - part, partner, second - part) { return }
    }
    await transfer(place, partner)
  }

  /// By whole numbers, as much as goes, twice as much each time: where one unit tells that the two hang together.
  private mutating func transfer(_ place: Int, _ partner: Int) async {
    var step = 1.0
    var rises = true
    while let first = real(place), let second = real(partner), first.isFinite, second.isFinite, !isSpent {
      let part = first < 0 ? -step : step
      let fits = first.magnitude >= step
      if fits, await attempt(place, first - part, partner, second + part) {
        if rises { step *= 2 }
      } else {
        rises = false
        if step < 2 { return }
        step /= 2
      }
    }
  }

  private mutating func attempt(_ place: Int, _ first: Double, _ partner: Int, _ second: Double) async -> Bool {
    guard let choice = best.choice(place), let other = best.choice(partner), second.isFinite else { return false }
    let values = (RealOrder.place(of: first), RealOrder.place(of: second))
    guard values.0 >= choice.domain.target, values.1 >= other.domain.target, values.0 < choice.value else {
      return false
    }
    var ranks = best.ranks
    ranks[place] = values.0 - choice.domain.target
    ranks[partner] = values.1 - other.domain.target
    return await attempt(ranks)
  }
}
