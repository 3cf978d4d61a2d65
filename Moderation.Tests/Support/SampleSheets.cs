namespace Moderation.Tests.Support;

/// <summary>Sheets for tests; those that ship are in <c>policies/</c>.</summary>
internal static class SampleSheets
{
    /// <summary>A sheet that uses every part of the language.</summary>
    public const string MinorHost =
        """
        # yaml-language-server: $schema=./schema.json
        policy: minors.host
        title: A host who looks under 18
        owner: policy-minors
        approvers: [legal-eu, safety-lead]
        subject: participant
        applies: [EU, GB]
        ground:
          kind: terms
          text: "LIVE is for people aged 18 or over."
          reference: "Terms of service, LIVE"
          dsa: { category: PROTECTION_OF_MINORS, keyword: AGE_SPECIFIC_RESTRICTIONS_MINORS }
        where: role == host
        needs:
          - clear_face_time over 2m >= 20s
        let:
          minor: belief(under_18)
        unless:
          - standing.age_assurance == verified_adult
        ladder:
          - rung: report
            when: minor >= 0.80 for 30s
            while: minor >= 0.75            # hysteresis
            report: high
          - rung: throttle
            when: minor >= 0.90 for 60s
            do:
              - throttle_gifts: { for: 15m, renew: 1m, max_coins_per_minute: 100 }
          - rung: cut
            when: minor >= 0.97 for 90s
            confirm: two_persons
            do:
              - cut_live: { for: 24h }
              - hold_payout: { for: 72h }
        cooldown: 10m
        guard:
          lives_per_hour: 0.3%
          actions_per_minute: 20
          wrongful: { at_most: 5%, confidence: 95% }
        notice:
          en: "{what} until {until}, because: {ground} You can object: {appeal}"
          fr: "{what} jusqu'au {until} : {ground} Vous pouvez contester : {appeal}"
        variants:
          - name: fr
            applies: [FR]
            ladder:
              - rung: throttle
                when: minor >= 0.85 for 60s
        tests:
          - name: an adult
            expect: { report: never, throttle: never, cut: never }

        """;

    /// <summary>The least that a sheet needs, for a subject and one rung's condition.</summary>
    public static string Smallest(string subject, string when, string rest = "") =>
        $"""
        policy: smallest
        title: Smallest
        owner: nobody
        subject: {subject}
        applies: [GB]
        ground: {"{"} kind: terms, text: A rule. {"}"}
        ladder:
          - rung: only
            when: {when}
        {rest}

        """;
}
