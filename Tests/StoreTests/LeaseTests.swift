import Kube
import Store
import Testing

@Suite("Leases")
struct LeaseTests {
  @Test("A lease has one holder until it expires or is given back")
  func exclusive() async throws {
    let fixture = try StoreFixture()
    let store = fixture.store
    let (one, two) = (LeaseHolder.current(), LeaseHolder.current())
    #expect(one != two)
    #expect(!one.isKnownDead)
    #expect(try await store.acquireLease("x", holder: one, duration: .seconds(10)))
    #expect(try await !store.acquireLease("x", holder: two, duration: .seconds(10)))
    #expect(try await store.acquireLease("y", holder: two, duration: .seconds(10)))

    fixture.clock.advance(.seconds(9))
    #expect(try await store.renewLease("x", holder: one, duration: .seconds(10)))
    fixture.clock.advance(.seconds(9))
    #expect(try await !store.acquireLease("x", holder: two, duration: .seconds(10)))
    fixture.clock.advance(.seconds(1))
    #expect(try await store.acquireLease("x", holder: two, duration: .seconds(10)))
    #expect(try await !store.renewLease("x", holder: one, duration: .seconds(10)))
    #expect(try await store.lease("x")?.transitions == 1)

    try await store.releaseLease("x", holder: one)
    #expect(try await store.lease("x")?.holder == two.text)
    try await store.releaseLease("x", holder: two)
    #expect(try await store.lease("x") == nil)
    #expect(try await !store.renewLease("x", holder: two, duration: .seconds(10)))
  }
}
