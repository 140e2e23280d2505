"""Who may sign in: a post in a unit, never a citizen (domain 5.4)."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _


class PersonManager(BaseUserManager["Person"]):
    """Makes people; passwords are stored hashed only."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "Person":
        """Add a person. Raises ValueError without a user name."""
        if not username:
            message = "a person needs a user name"
            raise ValueError(message)
        person = self.model(username=self.model.normalize_username(username), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(
        self, username: str, password: str | None = None, **fields: Any
    ) -> "Person":
        """Add a person who may do everything."""
        return self.create_user(username, password, is_superuser=True, **fields)


class Person(AbstractBaseUser, PermissionsMixin):
    """A user of the site; ``unit`` is a unit code of the plan, ``post`` the office held.

    Both only say where somebody sits; what a person may do follows from ``Post`` rows alone.
    ``mail`` is where messages are sent to. ``first_password``: somebody else chose the password, so
    that it is changed before anything.
    """

    username = models.CharField(_("user name"), max_length=64, unique=True)
    name = models.CharField(_("name"), max_length=64, blank=True)
    unit = models.CharField(_("unit"), max_length=64, blank=True)
    post = models.CharField(_("post"), max_length=64, blank=True)
    mail = models.EmailField(_("mail address"), max_length=254, blank=True)
    first_password = models.BooleanField(_("password from somebody else"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name or self.username
