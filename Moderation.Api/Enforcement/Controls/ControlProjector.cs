using System.Security.Cryptography;
using System.Text.Json;
using Moderation.Api.Database;
using Moderation.Api.Projections;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Enforcement.Controls;

/// <summary>Keeps every switch that was ever set, once. A switch has no id of its own: all that it says is it.</summary>
internal sealed class ControlProjector() : KeyedProjector<ControlRecord>(TopicNames.Controls, WireJson.Default.ControlRecord, "what the switch is over")
{
    private const int IdByteCount = 16;

    private static readonly SqlStatement Insert = new(
        """
        insert into enforcement_control (control_id, control_key, scope, name, mode, lift, set_at, until_at, actor, note)
        select n.control_id, n.control_key, n.scope, n.name, n.mode, n.lift, n.set_at, n.until_at, n.actor, n.note
        from unnest(
            @controlId::text[], @controlKey::text[], @scope::text[], @name::text[], @mode::text[], @lift::boolean[], @setAt::timestamptz[], @untilAt::timestamptz[],
            @actor::text[], @note::text[])
          as n (control_id, control_key, scope, name, mode, lift, set_at, until_at, actor, note)
        order by n.control_id
        on conflict (control_id) do nothing
        """);

    protected override string KeyOf(ControlRecord record) => record.ToKey();

    protected override Task WriteRecordsAsync(IReadOnlyList<ControlRecord> records, NpgsqlTransaction transaction, CancellationToken token) =>
        transaction.ExecuteAsync(
            Insert,
            new
            {
                controlId = records.Select(Id).ToArray(),
                controlKey = records.Select(r => r.ToKey()).ToArray(),
                scope = records.Select(r => WireWord.From(r.Scope)).ToArray(),
                name = records.Select(r => r.Name).ToArray(),
                mode = records.Select(r => WireWord.From(r.Mode)).ToArray(),
                lift = records.Select(r => r.Lift).ToArray(),
                setAt = records.Select(r => r.At.ToUniversalTime()).ToArray(),
                untilAt = records.Select(r => r.Until?.ToUniversalTime()).ToArray(),
                actor = records.Select(r => r.Actor).ToArray(),
                note = records.Select(r => r.Note).ToArray(),
            },
            token);

    private static string Id(ControlRecord record)
    {
        var said = JsonSerializer.SerializeToUtf8Bytes(record with { V = WireVersion.Current }, WireJson.Default.ControlRecord);
        return $"ctl-{Convert.ToHexStringLower(SHA256.HashData(said).AsSpan(..IdByteCount))}";
    }
}
