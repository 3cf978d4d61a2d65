using System.Security.Cryptography;
using CsCheck;
using Moderation.Core.Review.Audit;
using Moderation.Tests.Support;

namespace Moderation.Tests.Properties.Review;

public sealed class AuditChainLawTests : IDisposable
{
    private static readonly Gen<IReadOnlyList<AuditEntry>> Chains =
        Gen.Select(Gen.Int[0, 50], Gen.String[0, 8], Gen.String[0, 8]).Select((seconds, actor, target) => (seconds, actor, target)).Array[1, 12].Select(Chain);

    private readonly ECDsa _key = AuditSignature.ReadKey(TestKeys.AuditPem());

    public void Dispose() => _key.Dispose();

    [Fact]
    public void A_chain_that_nobody_touched_is_whole() =>
        Chains.Sample(chain => Check(chain, Root(chain)) is null);

    [Fact]
    public void A_changed_field_is_found_in_the_entry_that_was_changed() =>
        Gen.Select(Chains, Gen.Int[0, 99], Gen.Int[0, 5]).Sample((chain, at, field) =>
        {
            var (place, forged) = (at % chain.Count, chain.ToList());
            forged[place] = Change(forged[place], field);
            return Check(forged, Root(chain)) is { Kind: AuditFaultKind.Altered } fault && fault.Seq == place + 1;
        });

    [Fact]
    public void A_changed_entry_that_was_hashed_anew_is_found_as_well() =>
        Gen.Select(Chains, Gen.Int[0, 99], Gen.Int[0, 4]).Sample((chain, at, field) =>
        {
            var (place, forged) = (at % chain.Count, chain.ToList());
            var changed = Change(forged[place], field);
            forged[place] = changed with { Hash = AuditChain.HashOf(changed) };
            return Check(forged, Root(chain)) is { Kind: AuditFaultKind.Altered } fault && fault.Seq == place + 1;
        });

    [Fact]
    public void A_chain_that_was_made_anew_from_a_changed_entry_on_is_not_the_one_that_was_signed() =>
        Gen.Select(Chains, Gen.Int[0, 99], Gen.Int[0, 4]).Sample((chain, at, field) =>
        {
            var forged = chain.Take(at % chain.Count).ToList();
            foreach (var entry in chain.Skip(forged.Count))
            {
                var changed = forged.Count == at % chain.Count ? Change(entry, field) : entry;
                forged.Add(AuditChain.Append(forged.Count == 0 ? AuditChain.Start : forged[^1].Place, changed.At, changed.Kind, changed.Actor, changed.Target, changed.Detail));
            }

            return Check(forged, Root(chain)) is { Kind: AuditFaultKind.Altered };
        });

    [Fact]
    public void A_dropped_entry_is_named_also_at_the_end() =>
        Gen.Select(Chains, Gen.Int[0, 99]).Sample((chain, at) =>
        {
            var place = at % chain.Count;
            return Check([.. chain.Where((_, i) => i != place)], Root(chain)) is { Kind: AuditFaultKind.Dropped } fault && fault.Seq == place + 1;
        });

    [Fact]
    public void Two_entries_that_changed_places_are_named_at_the_first_of_them() =>
        Gen.Select(Chains, Gen.Int[0, 99], Gen.Int[0, 99]).Where((chain, a, b) => a % chain.Count != b % chain.Count).Sample((chain, a, b) =>
        {
            var (first, second) = (Math.Min(a % chain.Count, b % chain.Count), Math.Max(a % chain.Count, b % chain.Count));
            var forged = chain.ToList();
            (forged[first], forged[second]) = (forged[second], forged[first]);
            return Check(forged, Root(chain)) is { Kind: AuditFaultKind.Reordered } fault && fault.Seq == first + 1;
        });

    [Fact]
    public void An_entry_that_was_put_in_is_found_whether_it_is_a_copy_or_fits_the_one_before_it() =>
        Gen.Select(Chains, Gen.Int[0, 99], Gen.Int[0, 99], Gen.Bool).Sample((chain, at, from, isCopy) =>
        {
            var (place, forged) = (at % chain.Count + 1, chain.ToList());
            var before = forged[place - 1];
            forged.Insert(place, isCopy
                ? chain[from % place]
                : AuditChain.Append(before.Place, before.At, before.Kind, "somebody else", before.Target, before.Detail));
            return Check(forged, Root(chain)) is { } fault
                && (isCopy ? fault.Seq <= place + 1 : fault.Seq == place + 1);
        });

    [Fact]
    public void A_root_holds_for_its_day_place_and_key_alone()
    {
        using var other = AuditSignature.ReadKey(TestKeys.AuditPem());
        Chains.Sample(chain =>
        {
            var root = Root(chain);
            return root.IsSignedBy(_key) && !root.IsSignedBy(other) && !(root with { Seq = root.Seq + 1 }).IsSignedBy(_key) && !(root with { Day = root.Day.AddDays(1) }).IsSignedBy(_key)
                && !(root with { Hash = AuditChain.Beginning }).IsSignedBy(_key) && !(root with { Signature = "nonsense" }).IsSignedBy(_key);
        });
    }

    private static IReadOnlyList<AuditEntry> Chain(IEnumerable<(int Seconds, string Actor, string Target)> events)
    {
        var entries = new List<AuditEntry>();
        foreach (var (seconds, actor, target) in events)
            entries.Add(AuditChain.Append(entries.Count == 0 ? AuditChain.Start : entries[^1].Place, Records.Noon.AddSeconds(seconds), "case.claimed", actor, target, "null"));
        return entries;
    }

    private static AuditEntry Change(AuditEntry entry, int field) => field switch
    {
        0 => entry with { At = entry.At.AddMicroseconds(1) },
        1 => entry with { Kind = entry.Kind + "x" },
        2 => entry with { Actor = entry.Actor + "x" },
        3 => entry with { Target = entry.Target + "x" },
        4 => entry with { Detail = "{}" },
        _ => entry with { Hash = AuditChain.Beginning },
    };

    private static AuditFault? Check(IEnumerable<AuditEntry> entries, AuditRoot root)
    {
        var verifier = new AuditVerifier([root]);
        foreach (var entry in entries)
            verifier.Take(entry);
        return verifier.Finish();
    }

    private AuditRoot Root(IReadOnlyList<AuditEntry> chain) => AuditRoot.Sign(_key, new DateOnly(2026, 3, 1), chain[^1].Place);
}
