"""What a flow is told, as models that Prefect's page shows as a form."""

from pydantic import BaseModel, ConfigDict, Field


class Work(BaseModel):
    """How much is done, and how."""

    model_config = ConfigDict(extra="forbid")

    jobs: int | None = Field(None, ge=0, description="Worker processes; empty: one per processor.")
    force: bool = Field(False, description="Work on everything again, changed or not.")
    only: list[str] | None = Field(None, description="Source ids to look at; everything else stays as it is.")
    again: list[str] = Field([], description="Source ids to work on again, whatever is known of them.")
    unsettled: list[str] = Field([], description="Source ids of files that are still being written.")
    profile: str | None = Field(
        None, description="In place of the collections' own profile: a TOML file, or the hash of one that was used."
    )


class Patience(BaseModel):
    """What is done about faults of the machine; bad documents are rows and need none."""

    model_config = ConfigDict(extra="forbid")

    retries: int = Field(3, ge=0, description="How often the run is taken up again where it stopped.")
    wait: float = Field(30.0, ge=0, description="Seconds before the first time; doubled each time.")
    hours: float | None = Field(
        None, gt=0, description="After so many hours the run is ended; the next one goes on from what it had finished."
    )


class Keep(BaseModel):
    """What maintenance keeps."""

    model_config = ConfigDict(extra="forbid")

    snapshots: int = Field(7, ge=1, description="So many of the newest snapshots.")
    hours: float = Field(24.0, ge=0, description="And every snapshot that was current within so many hours.")
