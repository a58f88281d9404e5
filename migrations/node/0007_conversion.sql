-- What a consumer wants made of a delivery: conversion options and whether the files as sent are kept (JSON); null: nothing.

ALTER TABLE transfers ADD COLUMN conversion TEXT;
