using Microsoft.Extensions.Logging.Abstractions;
using Moderation.Api.Database;
using Moderation.Api.Hosting;
using Moderation.Api.Reports;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Npgsql;

namespace Moderation.Tests.Postgres;

[Collection(PostgresTests.Name)]
public sealed class MigratorTests(PostgresServer server)
{
    private static readonly IReadOnlyList<Migration> All = Migration.OfThisBuild();

    [PostgresFact]
    public async Task Empty_database_becomes_the_schema_in_docs()
    {
        var database = await server.CreateDatabaseAsync(migrated: false);
        Assert.Equal(All.Count, await RunAsync(database, All));
        await StoredDocument.AssertAsync("schema.sql", await SchemaText.OfAsync(database));
        Assert.Equal(0, await RunAsync(database, All));
    }

    [PostgresFact]
    public async Task Two_migrators_at_once_run_each_step_once()
    {
        var database = await server.CreateDatabaseAsync(migrated: false);
        var counts = await Task.WhenAll(RunAsync(database, All), RunAsync(database, All), RunAsync(database, All));
        Assert.Equal(All.Count, counts.Sum());
    }

    [PostgresFact]
    public async Task Reports_stored_before_text_evidence_are_served_as_what_they_were()
    {
        var database = await server.CreateDatabaseAsync(migrated: false);
        await RunAsync(database, [.. All.Take(1)]);
        await using var source = NpgsqlDataSource.Create(database);
        await using (var insert = source.CreateCommand(
            """
            insert into report
              (report_id, live_id, participant_id, subject_role, policy_name, policy_hash, rung, raised_at, episode_started_at, reasons, evidence,
               decided_topic, decided_partition, decided_offset)
            values
              ('rep-1', 'live-1', 'p1', 'host', 'minors', 'h', 'report', now(), now(), '[]',
               '{"belief":0.9,"clearFaceSeconds":9,"clearFaces":9,"poorFaces":0,"meanReadYears":14,"effectiveFaces":2,"frames":[],"models":[]}', 't', 0, 1)
            """))
        {
            await insert.ExecuteNonQueryAsync();
        }

        await RunAsync(database, All);

        var report = (await new ReportStore(source).FindAsync("rep-1", CancellationToken.None))!.ToResponse();
        Assert.Equal(SubjectRef.OfParticipant(ParticipantId.Parse("p1"), ParticipantRole.Host), report.Subject);
        Assert.Equal((ReportPriority.High, 0.9), (report.Priority, Assert.IsType<AgeEvidenceSummary>(report.Evidence).Belief));
    }

    [PostgresFact]
    public async Task Edited_old_migration_is_refused_by_name()
    {
        var database = await server.CreateDatabaseAsync();
        var edited = new Migration(1, All[0].Name, All[0].Text + "-- one more thought\n");
        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => RunAsync(database, [edited, .. All.Skip(1)]));
        Assert.Contains(All[0].Name, refusal.Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Database_of_a_newer_build_is_refused()
    {
        var database = await server.CreateDatabaseAsync();
        await RunAsync(database, [.. All, new Migration(All.Count + 1, "9999_later.sql", "select 1")]);
        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => RunAsync(database, All));
        Assert.Contains("9999_later.sql", refusal.Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Failing_migration_leaves_nothing_behind()
    {
        var database = await server.CreateDatabaseAsync();
        var before = await SchemaText.OfAsync(database);
        var broken = new Migration(All.Count + 1, "9999_broken.sql", "create table half (x integer); select 1/0;");
        await Assert.ThrowsAsync<PostgresException>(() => RunAsync(database, [.. All, broken]));
        Assert.Equal(before, await SchemaText.OfAsync(database));
    }

    [Fact]
    public void Line_ends_do_not_change_a_checksum() =>
        Assert.Equal(new Migration(1, "a", "x;\ny;\n").Checksum, new Migration(1, "a", "x;\r\ny;\r\n").Checksum);

    private static async Task<int> RunAsync(string database, IReadOnlyList<Migration> migrations)
    {
        await using var source = NpgsqlDataSource.Create(database);
        return await new Migrator(source, NullLogger<Migrator>.Instance).RunAsync(migrations, CancellationToken.None);
    }
}
